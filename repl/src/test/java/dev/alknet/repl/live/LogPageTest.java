package dev.alknet.repl.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.ScreenText;
import dev.alknet.repl.render.Theme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LogPageTest {
  private static final LogSource WEB = new LogSource("", "web", "web");
  private static final LogSource JOB = new LogSource("w1", "job", "w1/job");
  private static final Look LOOK = new Look(40, false);
  private static final int HEIGHT = 4;

  private final LogBuffer buffer = new LogBuffer(100);
  private final LogPage page = new LogPage(buffer, List.of(WEB), () -> 1);

  @Test
  void followsTheEnd() throws InterruptedException {
    fill(10);

    assertThat(logs()).containsExactly("line 8", "line 9", "line 10");
    fill(1);
    assertThat(logs()).containsExactly("line 9", "line 10", "line 1");
  }

  @Test
  void standsWhereSomebodyWentUntilHeFollowsAgain() throws InterruptedException {
    fill(10);
    assertThat(logs()).hasSize(3);
    page.press(Press.of(Press.Key.UP));
    buffer.add(new LogEntry(WEB, 0, false, "new"));

    assertThat(logs()).containsExactly("line 7", "line 8", "line 9");
    page.press(Press.of(Press.Key.HOME));
    assertThat(logs()).containsExactly("line 1", "line 2", "line 3");
    page.press(Press.of(Press.Key.PAGE_DOWN));
    assertThat(logs()).containsExactly("line 4", "line 5", "line 6");
    page.press(Press.text("f"));
    assertThat(logs()).containsExactly("line 9", "line 10", "new");
  }

  @Test
  void followsAgainWhoeverGoesDownToTheEnd() throws InterruptedException {
    fill(10);
    page.press(Press.of(Press.Key.UP));
    page.press(Press.of(Press.Key.DOWN));
    fill(1);

    assertThat(logs()).containsExactly("line 9", "line 10", "line 1");
  }

  @Test
  void filtersWithoutRegardToCase() throws InterruptedException {
    fill(12);
    type("/INE 1\n");

    assertThat(logs()).containsExactly("line 10", "line 11", "line 12");
    assertThat(status()).startsWith("following  4 with 'INE 1' of 12 lines");
    page.press(Press.of(Press.Key.ESCAPE));
    assertThat(status()).startsWith("following  12 lines");
  }

  @Test
  void findsUpwardsFromTheEndAndOn() throws InterruptedException {
    fill(30);
    assertThat(logs()).hasSize(3);
    type("sline 1\n");

    assertThat(logs()).containsExactly("line 18", "line 19", "line 20");
    type("N");
    assertThat(logs()).containsExactly("line 17", "line 18", "line 19");
    type("N");
    assertThat(logs()).containsExactly("line 16", "line 17", "line 18");
    type("n");
    assertThat(logs()).containsExactly("line 17", "line 18", "line 19");
  }

  @Test
  void marksWhatIsSearched() throws InterruptedException {
    fill(1);
    type("sINE\n");

    assertThat(page.lines(new Look(40, true), HEIGHT).getFirst())
        .isEqualTo("l\u001b[7mine\u001b[0m 1");
  }

  @Test
  void showsWhatIsTypedAndForgetsItAtEscape() {
    type("/ab");
    assertThat(status()).isEqualTo("filter: ab_");
    page.press(Press.of(Press.Key.ERASE));
    assertThat(status()).isEqualTo("filter: a_");
    page.press(Press.of(Press.Key.ESCAPE));
    assertThat(status()).startsWith("following  0 lines");
  }

  @Test
  void holdsBackWhoeverBringsLinesWhilePaused() throws InterruptedException {
    type(" ");
    var bringing = Thread.ofVirtual().start(() -> {
      try {
        fill(1);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });

    while (bringing.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(status()).startsWith("paused  0 lines");
    type(" ");
    bringing.join();
    assertThat(status()).startsWith("following  1 line");
  }

  @Test
  void namesTheSourceWhereThereAreSeveral() throws InterruptedException {
    var both = new LogPage(buffer, List.of(WEB, JOB), () -> 0);
    buffer.add(new LogEntry(WEB, 0, false, "a"));
    buffer.add(new LogEntry(JOB, 1, true, "b"));

    assertThat(both.lines(LOOK, HEIGHT)).startsWith("web    | a", "w1/job | b");
    assertThat(both.lines(LOOK, HEIGHT).getLast()).startsWith("ended  2 lines");
    assertThat(both.lines(new Look(40, true), HEIGHT).get(1)).startsWith("\u001b[33mw1/job")
        .endsWith("\u001b[31mb\u001b[0m");
  }

  @Test
  void fitsAnyScreen() throws InterruptedException {
    buffer.add(new LogEntry(WEB, 0, false, "漢字".repeat(100) + "\u001b[2J"));
    for (int width : List.of(20, 80, 300)) {
      assertThat(page.lines(new Look(width, false), HEIGHT)).hasSize(HEIGHT)
          .allSatisfy(line -> assertThat(ScreenText.width(line))
              .isLessThanOrEqualTo(width));
    }
    assertThat(page.lines(LOOK, 1)).hasSize(1);
  }

  @Test
  void coloursSourcesWhereTheThemeHasColours() throws InterruptedException {
    var both = new LogPage(buffer, List.of(WEB, JOB), () -> 1);
    buffer.add(new LogEntry(WEB, 0, false, "one"));
    buffer.add(new LogEntry(JOB, 1, false, "two"));

    assertThat(both.lines(new Look(40, true), 3)).contains(
        "\u001b[36mweb\u001b[0m   \u001b[2m | \u001b[0mone",
        "\u001b[33mw1/job\u001b[0m\u001b[2m | \u001b[0mtwo");
    assertThat(both.lines(new Look(40, true, Theme.MONO), 3)).contains(
        "web   \u001b[2m | \u001b[0mone", "w1/job\u001b[2m | \u001b[0mtwo");
  }

  @Test
  void pushesLongLinesToTheLeft() throws InterruptedException {
    buffer.add(new LogEntry(WEB, 0, false, "0123456789".repeat(5)));
    page.press(Press.of(Press.Key.RIGHT));

    assertThat(logs().getFirst()).isEqualTo("0123456789".repeat(3));
    page.press(Press.of(Press.Key.LEFT));
    assertThat(logs().getFirst()).endsWith("…");
  }

  @Test
  void leavesAtQAndCtrlC() {
    assertThat(page.press(Press.text("q"))).isFalse();
    assertThat(page.press(Press.of(Press.Key.INTERRUPT))).isFalse();
    type("/");
    assertThat(page.press(Press.text("q"))).isTrue();
  }

  @Test
  void keepsTheNewest() throws InterruptedException {
    fill(150);

    assertThat(buffer.kept().lines()).hasSize(100)
        .last()
        .extracting(LogEntry::text)
        .isEqualTo("line 150");
    assertThat(status()).startsWith("following  150 lines");
  }

  private void fill(int lines) throws InterruptedException {
    for (int i = 1; i <= lines; i++) {
      buffer.add(new LogEntry(WEB, 0, false, "line " + i));
    }
  }

  private void type(String keys) {
    keys.codePoints()
        .mapToObj(Character::toString)
        .map(key -> key.equals("\n") ? Press.of(Press.Key.ENTER) : Press.text(key))
        .forEach(page::press);
  }

  private List<String> logs() {
    var lines = page.lines(LOOK, HEIGHT);
    return lines.subList(0, HEIGHT - 1);
  }

  private String status() {
    return page.lines(LOOK, HEIGHT).getLast();
  }
}
