package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DotCommandTest {
  @Test
  void readsCommands() {
    assertThat(DotCommand.parse(" .ops con* ")).contains(new DotCommand.Operations("con*"));
    assertThat(DotCommand.parse(".schema 'a/b'")).contains(new DotCommand.Schema("a/b"));
    assertThat(DotCommand.parse(".peers")).contains(new DotCommand.Peers());
    assertThat(DotCommand.parse(".help")).contains(new DotCommand.Help(""));
  }

  @Test
  void namesTheNearestCommand() {
    assertThat(DotCommand.parse(".shcema x"))
        .contains(new DotCommand.Unknown(".shcema", ".schema"));
    assertThat(DotCommand.parse(".quti")).contains(new DotCommand.Unknown(".quti", ".exit"));
  }

  @Test
  void leavesJavaScriptAlone() {
    assertThat(DotCommand.parse(".5 + 1")).isEmpty();
    assertThat(DotCommand.parse("x.help")).isEmpty();
  }
}
