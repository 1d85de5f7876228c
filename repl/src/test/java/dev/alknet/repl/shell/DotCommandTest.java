package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DotCommandTest {
  @Test
  void readsCommands() {
    assertThat(DotCommand.parse(" .ops con* ")).contains(known(Command.OPS, "con*", 5));
    assertThat(DotCommand.parse(".schema 'a/b'")).contains(known(Command.SCHEMA, "a/b", 7));
    assertThat(DotCommand.parse(".peers")).contains(known(Command.PEERS, "", 6));
    assertThat(DotCommand.parse(".help")).contains(known(Command.HELP, "", 5));
    assertThat(DotCommand.parse(".quit")).contains(known(Command.EXIT, "", 5));
    assertThat(DotCommand.parse(".time [1,\n2]")).contains(known(Command.TIME, "[1,\n2]", 5));
  }

  @Test
  void takesAQuestionMarkForHelp() {
    assertThat(DotCommand.parse("?a/b")).contains(known(Command.HELP, "a/b", 1));
    assertThat(DotCommand.parse(" ? ")).contains(known(Command.HELP, "", 2));
  }

  @Test
  void leavesQuotesOfCodeAlone() {
    assertThat(DotCommand.parse(".time 'a' + 'b'")).contains(known(Command.TIME, "'a' + 'b'", 5));
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

  private static DotCommand known(Command command, String argument, int end) {
    return new DotCommand.Known(command, argument, end);
  }
}
