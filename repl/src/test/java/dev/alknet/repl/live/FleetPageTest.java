package dev.alknet.repl.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.ScreenText;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetPageTest {
  private static final Look LOOK = new Look(80, false);
  private static final int HEIGHT = 8;
  private static final FleetNode.Box WEB =
      new FleetNode.Box("c1", "web-1", "docker", "web", "running");
  private static final FleetNode.Box JOB =
      new FleetNode.Box("c2", "job-1", "process", "", "exited");
  private static final FleetNode HERE = new FleetNode("local", "", "",
      new FleetNode.Load(0.5, 2, 3_000_000_000L, 8_000_000_000L, 61_000), List.of(),
      List.of(new FleetNode.Running("container/wait", "operator", 2.5)));
  private static final FleetNode W1 =
      new FleetNode("w1", "w1", "", null, List.of(WEB, JOB), List.of());
  private static final FleetNode W2 =
      new FleetNode("w2", "w2", "TIMEOUT", null, List.of(), List.of());

  private final FleetPage page = new FleetPage();

  @Test
  void saysThatItLooksUntilItHasSeen() {
    assertThat(page.lines(LOOK, HEIGHT)).hasSize(HEIGHT).startsWith("  looking …");
    assertThat(page.press(Press.of(Press.Key.ENTER))).isEqualTo(new FleetStep.Stay());
    assertThat(page.press(Press.text("q"))).isEqualTo(new FleetStep.Leave());
  }

  @Test
  void showsEachNodeAndWhyOneIsNotKnown() {
    show();

    assertThat(page.lines(LOOK, HEIGHT)).containsExactly(
        "  node   containers  load       calls  memory            up",
        "> local  0 of 0      0.50 of 2  1      3.0 GB of 8.0 GB  1 min 1 s",
        "  w1     1 of 2",
        "  w2     TIMEOUT",
        "", "", "",
        "q leave  ↑ ↓ choose  Enter look into it");
  }

  @Test
  void leavesOutColumnsOnANarrowScreen() {
    show();

    for (int width : List.of(20, 40, 300)) {
      assertThat(page.lines(new Look(width, false), HEIGHT)).hasSize(HEIGHT)
          .allSatisfy(line -> assertThat(ScreenText.width(line)).isLessThanOrEqualTo(width));
    }
    assertThat(page.lines(new Look(20, false), HEIGHT)).startsWith("  node   containers");
  }

  @Test
  void leadsIntoANodeAndBack() {
    show();
    press(Press.Key.DOWN, Press.Key.ENTER);

    assertThat(page.lines(LOOK, HEIGHT)).startsWith(
        "  w1",
        "  container  state    image    id",
        "> web-1      running  web      c1",
        "  job-1      exited   process  c2");
    press(Press.Key.ESCAPE);
    assertThat(page.lines(LOOK, HEIGHT).get(2)).isEqualTo("> w1     1 of 2");
  }

  @Test
  void showsWhichCallsRunOnANode() {
    show();
    press(Press.Key.ENTER);

    assertThat(page.lines(LOOK, HEIGHT)).contains("  call            for    by",
        "  container/wait  2.5 s  operator");
  }

  @Test
  void asksForTheLogAndTheTerminalOfWhatIsChosen() {
    show();
    press(Press.Key.DOWN, Press.Key.ENTER, Press.Key.DOWN);

    assertThat(page.press(Press.text("l"))).isEqualTo(new FleetStep.Logs(W1, JOB));
    press(Press.Key.UP);
    assertThat(page.press(Press.text("a"))).isEqualTo(new FleetStep.Attach(W1, WEB));
  }

  @Test
  void stopsOnlyAfterAYes() {
    show();
    press(Press.Key.DOWN, Press.Key.ENTER);

    assertThat(page.press(Press.text("s"))).isEqualTo(new FleetStep.Stay());
    assertThat(page.lines(LOOK, HEIGHT).getLast())
        .isEqualTo("stop web-1 on w1? y stops it, n does not");
    assertThat(page.press(Press.text("q"))).isEqualTo(new FleetStep.Stay());
    page.press(Press.text("s"));
    assertThat(page.press(Press.text("y"))).isEqualTo(new FleetStep.Stop(W1, WEB));
    press(Press.Key.DOWN);
    page.press(Press.text("s"));
    assertThat(page.lines(LOOK, HEIGHT).getLast()).isEqualTo("job-1 does not run");
  }

  @Test
  void keepsWhatIsChosenInSight() {
    page.show(IntStream.range(0, 100)
        .mapToObj(i -> new FleetNode("n" + i, "n" + i, "", null, List.of(), List.of()))
        .toList());
    press(Press.Key.END);

    assertThat(page.lines(LOOK, HEIGHT)).hasSize(HEIGHT).contains("> n99   0 of 0");
  }

  @Test
  void goesBackToTheNodesWhenTheNodeIsGone() {
    show();
    press(Press.Key.DOWN, Press.Key.ENTER);
    page.show(List.of(HERE));

    assertThat(page.lines(LOOK, HEIGHT).getFirst()).startsWith("  node");
    press(Press.Key.DOWN);
    assertThat(page.lines(LOOK, HEIGHT).get(1)).startsWith("> local");
  }

  private void show() {
    page.show(List.of(HERE, W1, W2));
  }

  private void press(Press.Key... keys) {
    for (var key : keys) {
      assertThat(page.press(Press.of(key))).isEqualTo(new FleetStep.Stay());
    }
  }
}
