package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PressesTest {
  private final AtomicLong clock = new AtomicLong(-5);
  private final Presses presses = new Presses(clock::get);

  @Test
  void areTwoWithinASecond() {
    assertThat(presses.again()).isFalse();
    pass(999);
    assertThat(presses.again()).isTrue();
  }

  @Test
  void areSingleOnesAfterASecond() {
    assertThat(presses.again()).isFalse();
    pass(1000);
    assertThat(presses.again()).isFalse();
    pass(1001);
    assertThat(presses.again()).isFalse();
  }

  @Test
  void areForgottenWhenSomethingNewBegins() {
    assertThat(presses.again()).isFalse();
    presses.forget();
    pass(1);
    assertThat(presses.again()).isFalse();
  }

  private void pass(long millis) {
    clock.addAndGet(Duration.ofMillis(millis).toNanos());
  }
}
