package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ResourceLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ActiveTurnsTest {
  private final SessionLife life = new SessionLife();
  private final ActiveTurns turns =
      new ActiveTurns(new LiveCalls(ResourceLimits.NONE),
          new HostTasks(new EventLoop("nobody", _ -> {}, () -> {}, () -> {})), ResourceLimits.NONE,
          life);

  @Test
  void endWithTheirSession() throws Exception {
    var turn = turns.open(1, Deadline.NONE, false);

    life.end(SessionEnd.unstoppable());
    turns.abandon();

    assertThat(turn.await()).isNull();
    assertThat(turn.root().aborted()).isEqualTo(SessionEnd.unstoppable().error());
  }

  /// Whoever begins it has looked just before.
  @Test
  void endWhenTheirSessionHasEndedBeforeTheyWereThere() throws Exception {
    life.end(SessionEnd.unstoppable());
    turns.abandon();

    var turn = turns.open(1, Deadline.NONE, false);

    assertThat(turn.await()).isNull();
    assertThat(turn.root().aborted()).isEqualTo(SessionEnd.unstoppable().error());
  }

  @Test
  void keepTheFirstReasonOfAnEnd() {
    life.end(SessionEnd.processEnded());
    life.end(SessionEnd.of(CallError.cancelled()));

    assertThat(life.ended()).contains(SessionEnd.processEnded());
  }
}
