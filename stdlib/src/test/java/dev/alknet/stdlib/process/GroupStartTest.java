package dev.alknet.stdlib.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class GroupStartTest {
  private static final List<String> COMMAND =
      List.of("sh", "-c", "read -r line < /proc/self/stat; echo $line; exit 3", "-x", "a b");

  @ParameterizedTest
  @EnumSource(names = {"SETSID", "PERL"})
  void makesTheProgramTheLeaderOfItsGroup(GroupStart start) throws Exception {
    var process = new ProcessBuilder(start.around(COMMAND)).start();

    var stat = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    var fields = List.of(stat.split(" ", -1));
    var pid = Long.toString(process.pid());
    assertThat(process.waitFor()).isEqualTo(3);
    assertThat(fields.get(0)).isEqualTo(pid);
    assertThat(fields.subList(4, 6)).containsExactly(pid, pid);
  }

  @Test
  void findsAWayOnThisMachine() {
    assertThat(GroupStart.best().groups()).isTrue();
    assertThat(GroupStart.NONE.around(COMMAND)).isEqualTo(COMMAND);
  }
}
