package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionTest {
  private static final Completion.Call RUN = new Completion.Call("container/run", "", false);

  @Test
  void knowsTheNameOfAnOperation() {
    assertThat(Completion.at("await env.invoke('cont"))
        .isEqualTo(new Completion.Operation("cont", ""));
    assertThat(Completion.at("env.subscribe(\"")).isEqualTo(new Completion.Operation("", ""));
    assertThat(Completion.at("env.peer('w1').invoke('a/"))
        .isEqualTo(new Completion.Operation("a/", "w1"));
    assertThat(Completion.at(".schema ser")).isEqualTo(new Completion.Operation("ser", ""));
    assertThat(Completion.at(".promote shop/")).isEqualTo(new Completion.Registered("shop/"));
    assertThat(Completion.at(".disconnect hu")).isEqualTo(new Completion.Connected("hu"));
    assertThat(Completion.at("?ser")).isEqualTo(new Completion.Operation("ser", ""));
  }

  @Test
  void knowsMembersAndGlobals() {
    assertThat(Completion.at("x = con")).isEqualTo(new Completion.Member("", "con"));
    assertThat(Completion.at("f(console.lo")).isEqualTo(new Completion.Member("console", "lo"));
    assertThat(Completion.at("ops.container.")).isEqualTo(
        new Completion.Member("ops.container", ""));
    assertThat(Completion.at(".watch 2s hos")).isEqualTo(new Completion.Member("", "hos"));
  }

  @Test
  void knowsArgumentsOfACall() {
    assertThat(Completion.at("ops.container.run({im"))
        .isEqualTo(new Completion.Argument("im", RUN, List.of(), List.of()));
    assertThat(Completion.at("env.invoke('container/run', {image: 'a', "))
        .isEqualTo(new Completion.Argument("", RUN, List.of(), List.of("image")));
    assertThat(Completion.at("ops.container.run({limits: {me"))
        .isEqualTo(new Completion.Argument("me", RUN, List.of("limits"), List.of()));
  }

  @Test
  void knowsValuesOfArguments() {
    assertThat(Completion.at("ops.container.run({image: 'al"))
        .isEqualTo(new Completion.Value("al", RUN, List.of("image"), "'"));
    assertThat(Completion.at("ops.container.run({remove: t"))
        .isEqualTo(new Completion.Value("t", RUN, List.of("remove"), ""));
    assertThat(Completion.at("ops.container.run({command: ['a', 'b"))
        .isEqualTo(new Completion.Value("b", RUN, List.of("command"), "'"));
  }

  @Test
  void knowsPeersInOptions() {
    assertThat(Completion.at("ops.container.run({}, {peer: \"w"))
        .isEqualTo(new Completion.Peer("w", "\""));
    assertThat(Completion.at("env.peer('w")).isEqualTo(new Completion.Peer("w", "'"));
    assertThat(Completion.at(".use w")).isEqualTo(new Completion.Peer("w", ""));
  }

  @Test
  void knowsThePeerThatOptionsBehindTheCursorName() {
    assertThat(Completion.at("ops.container.run({image: 'al", "', remove: true}, {peer: 'w1'})"))
        .isEqualTo(new Completion.Value("al", new Completion.Call("container/run", "w1", false),
            List.of("image"), "'"));
    assertThat(Completion.at("env.invoke('container/run', {im", "}, {timeout: 5, peer: \"w1\"})"))
        .isEqualTo(new Completion.Argument("im", new Completion.Call("container/run", "w1", false),
            List.of(), List.of()));
    for (var behind : List.of("'}, {}); ops.container.list({}, {peer: 'w1'})", "', peer: 'w1'})",
        "'}, {}, ', {peer: \"w1\"}')", "'}, {peer: peer})")) {
      assertThat(Completion.at("ops.container.run({image: 'al", behind)).as(behind)
          .isEqualTo(new Completion.Value("al", RUN, List.of("image"), "'"));
    }
  }

  @Test
  void readsPastStringsCommentsAndRegularExpressions() {
    assertThat(Completion.at("f('(', /[({]/, `{`); /* ( */ ops.container.run({im"))
        .isEqualTo(new Completion.Argument("im", RUN, List.of(), List.of()));
  }

  @Test
  void readsWhatIsSubstitutedInATemplate() {
    assertThat(Completion.at("`a ${ops.container.")).isEqualTo(
        new Completion.Member("ops.container", ""));
    assertThat(Completion.at("f(`a ${x} b ${ops.container.run({im"))
        .isEqualTo(new Completion.Argument("im", RUN, List.of(), List.of()));
    assertThat(Completion.at("ops.container.run({image: `${con"))
        .isEqualTo(new Completion.Member("", "con"));
    assertThat(Completion.at("ops.container.run({image: `${x}`, re"))
        .isEqualTo(new Completion.Argument("re", RUN, List.of(), List.of("image")));
    assertThat(Completion.at("`a ${x} con")).isEqualTo(new Completion.Nothing());
    assertThat(Completion.at("ops.container.run({image: `a${x}al"))
        .isEqualTo(new Completion.Nothing());
    assertThat(Completion.at("env.invoke(`container/run`, {im"))
        .isEqualTo(new Completion.Argument("im", RUN, List.of(), List.of()));
  }

  @Test
  void knowsWhatCommandsTake() {
    assertThat(Completion.at(".load src/ma")).isEqualTo(new Completion.LocalFile("src/ma"));
    assertThat(Completion.at(".save a b")).isEqualTo(new Completion.LocalFile("a b"));
    assertThat(Completion.at(".snippet tw")).isEqualTo(new Completion.Snippet("tw"));
    assertThat(Completion.at(".snippet two con")).isEqualTo(new Completion.Member("", "con"));
    assertThat(Completion.at(".attach we")).isEqualTo(new Completion.Container("we"));
    assertThat(Completion.at(".tail web w1/j")).isEqualTo(new Completion.AnyContainer("w1/j"));
    assertThat(Completion.at(".theme l")).isInstanceOf(Completion.Word.class);
    assertThat(Completion.at(".watch ops.container.run({ im"))
        .isEqualTo(new Completion.Argument("im", RUN, List.of(), List.of()));
  }

  @Test
  void knowsTheEndsOfACopy() {
    assertThat(Completion.at(".cp ")).isEqualTo(new Completion.CopyEnd("", true, true));
    assertThat(Completion.at(".cp 'my fi")).isEqualTo(new Completion.CopyEnd("'my fi", true, true));
    assertThat(Completion.at(".cp web:/etc/motd ")).isEqualTo(
        new Completion.CopyEnd("", true, false));
    assertThat(Completion.at(".cp 'my file' we")).isEqualTo(
        new Completion.CopyEnd("we", false, true));
    assertThat(Completion.at(".cp 'web:/my file' .")).isEqualTo(
        new Completion.CopyEnd(".", true, false));
  }

  @Test
  void knowsCommands() {
    assertThat(Completion.at(".he")).isEqualTo(new Completion.Command(".he"));
    assertThat(Completion.at(".kill 1")).isEqualTo(new Completion.Job("1"));
  }

  @Test
  void keepsQuietWhereNothingIsKnown() {
    assertThat(Completion.at("f().x")).isEqualTo(new Completion.Nothing());
    assertThat(Completion.at("'some te")).isEqualTo(new Completion.Nothing());
  }
}
