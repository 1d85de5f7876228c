package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobsTest {
  private final Jobs jobs = new Jobs();

  @Test
  void knowsAnInputByItsMarkBeforeItHasBegun() {
    var first = new Input("one");
    var second = new Input("one");

    assertThat(jobs.reserve(first)).isEqualTo("[1] ");
    assertThat(jobs.reserve(second)).isEqualTo("[2] ");

    assertThat(jobs.mark(first)).contains("[1] ");
    assertThat(jobs.mark(second)).contains("[2] ");
    assertThat(jobs.mark(new Input("one"))).isEmpty();
    assertThat(jobs.all()).isEmpty();
  }

  @Test
  void givesANumberBackThatWasNotNeeded() {
    var input = new Input("one");
    jobs.reserve(input);

    jobs.release(input);

    assertThat(jobs.mark(input)).isEmpty();
    assertThat(jobs.reserve(new Input("two"))).isEqualTo("[1] ");
  }
}
