package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompletionTest {
  @Test
  void knowsTheNameOfAnOperation() {
    assertThat(Completion.at("await env.invoke('cont")).isEqualTo(new Completion.Operation("cont"));
    assertThat(Completion.at("env.subscribe(\"")).isEqualTo(new Completion.Operation(""));
    assertThat(Completion.at(".schema ser")).isEqualTo(new Completion.Operation("ser"));
  }

  @Test
  void knowsMembersAndGlobals() {
    assertThat(Completion.at("x = con")).isEqualTo(new Completion.Member("", "con"));
    assertThat(Completion.at("f(console.lo")).isEqualTo(new Completion.Member("console", "lo"));
    assertThat(Completion.at("ops.container.")).isEqualTo(
        new Completion.Member("ops.container", ""));
  }

  @Test
  void knowsCommands() {
    assertThat(Completion.at(".he")).isEqualTo(new Completion.Command(".he"));
  }

  @Test
  void keepsQuietWhereNothingIsKnown() {
    assertThat(Completion.at("f().x")).isEqualTo(new Completion.Nothing());
    assertThat(Completion.at("'some te")).isEqualTo(new Completion.Nothing());
  }
}
