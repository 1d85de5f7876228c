package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ResourceLimits;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TurnTest {
  @Test
  void timesOutWhenItsCallsHaveHeardOfItFirst() throws Exception {
    var root = Call.root(CallId.random(), Deadline.after(Duration.ZERO));
    var turn = new Turn(root, 1, Meter.of(root, ResourceLimits.NONE), false, OptionalLong.empty());

    turn.fail(new ScriptFailure("request timed out", CallError.timeout(), null, "", List.of()));

    assertThat(turn.await()).isNull();
    assertThat(root.aborted()).isEqualTo(CallError.timeout());
  }
}
