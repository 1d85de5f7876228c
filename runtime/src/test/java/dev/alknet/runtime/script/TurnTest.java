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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TurnTest {
  @Test
  void timesOutWhenItsCallsHaveHeardOfItFirst() throws Exception {
    var turn = turn(Deadline.after(Duration.ZERO));

    turn.fail(failure("request timed out", CallError.timeout()));

    assertThat(turn.await()).isNull();
    assertThat(turn.root().aborted()).isEqualTo(CallError.timeout());
  }

  /// The thread of a session that has just been opened may rest while the first turn is on its way.
  @Test
  void isNotStuckBeforeItHasBegun() throws Exception {
    var turn = turn(Deadline.NONE);
    var finished = new Evaluation.Finished(null, "", 0);

    turn.idle(() -> false, () -> failure("stuck", null));
    assertThat(turn.begin()).isTrue();
    turn.finish(finished);

    assertThat(turn.await()).isEqualTo(finished);
  }

  @Test
  void isStuckWhenNothingMoreCanHappen() throws Exception {
    var turn = turn(Deadline.NONE);
    var stuck = failure("stuck", null);

    assertThat(turn.begin()).isTrue();
    turn.idle(() -> false, () -> stuck);

    assertThat(turn.await()).isEqualTo(new Evaluation.Failed(stuck, AbortReceipt.NOTHING));
  }

  private static Turn turn(Deadline deadline) {
    var root = Call.root(CallId.random(), deadline);
    return new Turn(root, 1, Meter.of(root, ResourceLimits.NONE), false, OptionalLong.empty());
  }

  private static ScriptFailure failure(String message, @Nullable CallError error) {
    return new ScriptFailure(message, error, null, "", List.of());
  }
}
