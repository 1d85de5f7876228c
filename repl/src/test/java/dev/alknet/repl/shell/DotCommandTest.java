package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DotCommandTest {
  @Test
  void readsCommands() {
    assertThat(DotCommand.parse(" .ops con* ")).contains(known(Command.OPS, "con*"));
    assertThat(DotCommand.parse(".schema 'a/b'")).contains(known(Command.SCHEMA, "a/b"));
    assertThat(DotCommand.parse(".peers")).contains(known(Command.PEERS, ""));
    assertThat(DotCommand.parse(".help")).contains(known(Command.HELP, ""));
    assertThat(DotCommand.parse(".quit")).contains(known(Command.EXIT, ""));
    assertThat(DotCommand.parse(".time [1,\n2]")).contains(known(Command.TIME, "[1,\n2]"));
  }

  @Test
  void takesAQuestionMarkForHelp() {
    assertThat(DotCommand.parse("?a/b")).contains(known(Command.HELP, "a/b"));
    assertThat(DotCommand.parse(" ? ")).contains(known(Command.HELP, ""));
  }

  @Test
  void leavesQuotesOfCodeAlone() {
    assertThat(DotCommand.parse(".time 'a' + 'b'")).contains(known(Command.TIME, "'a' + 'b'"));
  }

  @Test
  void namesTheNearestCommand() {
    assertThat(DotCommand.parse(".shcema x"))
        .contains(new DotCommand.Unknown(".shcema", ".schema"));
    assertThat(DotCommand.parse(".ext")).contains(new DotCommand.Unknown(".ext", ".exit"));
  }

  @Test
  void leavesJavaScriptAlone() {
    assertThat(DotCommand.parse(".5 + 1")).isEmpty();
    assertThat(DotCommand.parse("x.help")).isEmpty();
    assertThat(DotCommand.parse("x ? y : z")).isEmpty();
  }

  private static DotCommand known(Command command, String argument) {
    return new DotCommand.Known(command, argument);
  }
}
