package dev.alknet.stdlib.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.stdlib.process.GroupMembers.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProcessGroupTest {
  private final Process stranger = start("sleep", "1000");

  @AfterEach
  void endTheStranger() {
    stranger.destroyForcibly();
  }

  @Test
  void signalsNobodyOnceItWasFoundEmpty() throws Exception {
    var program = start("true");
    program.waitFor();
    var answers = new ArrayDeque<>(List.of(List.<Member>of(), reused(), reused()));
    var group = new ProcessGroup(program.toHandle(), answers::remove);

    group.end();
    group.end();

    assertThat(answers).hasSize(2);
    assertThat(stranger.isAlive()).isTrue();
  }

  @Test
  void looksAgainAsLongAsTheProgramItselfRuns() throws Exception {
    var program = start("sleep", "1000");
    var answers = new ArrayDeque<>(List.of(List.<Member>of(),
        List.of(new Member(program.pid(), false)), List.<Member>of()));
    var group = new ProcessGroup(program.toHandle(), answers::remove);

    group.end();
    group.end();

    assertThat(program.waitFor()).isEqualTo(143);
  }

  private List<Member> reused() {
    return List.of(new Member(stranger.pid(), false));
  }

  private static Process start(String... command) {
    try {
      return new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
