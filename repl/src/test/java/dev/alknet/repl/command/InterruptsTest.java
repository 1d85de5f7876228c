package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InterruptsTest {
  private final List<Integer> halted = new CopyOnWriteArrayList<>();
  private final Interrupts interrupts = new Interrupts(halted::add);

  @Test
  void stopsWhatRunsAndLetsTheProgramEnd() {
    interrupts.stopBy(interrupts::end);

    interrupts.raise(ExitCode.INTERRUPTED);

    assertThat(interrupts.raised()).contains(ExitCode.INTERRUPTED);
    assertThat(halted).isEmpty();
  }

  @Test
  void stopsWhatBeginsOnlyAfterwards() throws InterruptedException {
    var first = new CountDownLatch(1);
    interrupts.stopBy(first::countDown);
    var raising = Thread.ofVirtual().start(() -> interrupts.raise(ExitCode.INTERRUPTED));
    first.await();

    interrupts.stopBy(interrupts::end);

    raising.join();
    assertThat(halted).isEmpty();
  }

  @Test
  void endsTheProcessAtOnceTheSecondTime() throws InterruptedException {
    var stopping = new CountDownLatch(1);
    interrupts.stopBy(stopping::countDown);
    var raising = Thread.ofVirtual().start(() -> interrupts.raise(ExitCode.INTERRUPTED));
    stopping.await();

    interrupts.raise(ExitCode.TERMINATED);

    assertThat(halted).containsExactly(143);
    interrupts.end();
    raising.join();
  }

  @Test
  void givesUpOnlyAfterTheTimeThatIsAllowed() {
    var seconds = new AtomicLong();
    var patient = new Interrupts(halted::add, new OwnTerminal(false, () -> true),
        () -> Duration.ofSeconds(seconds.get()).toNanos());
    patient.stopBy(() -> seconds.addAndGet(30));
    patient.allow(Duration.ofMinutes(5));

    patient.raise(ExitCode.TERMINATED);

    assertThat(halted).containsExactly(143);
    assertThat(seconds.get()).isBetween(313L, 343L);
  }

  @Test
  void leavesTheKeyToWhoeverOwnsIt() {
    var pressed = new CountDownLatch(1);
    interrupts.keyBelongsTo(pressed::countDown);

    interrupts.raise(ExitCode.INTERRUPTED);

    assertThat(pressed.getCount()).isZero();
    assertThat(interrupts.raised()).isEmpty();
  }

  @Test
  void readsSettingsAgainWhenSomebodySendsAHangUp() {
    var read = new AtomicInteger();
    var server = new Interrupts(halted::add, new OwnTerminal(false, () -> false));
    server.hangUpBelongsTo(read::incrementAndGet);

    server.hangUp();

    assertThat(read).hasValue(1);
    assertThat(server.raised()).isEmpty();
  }

  @Test
  void endsWhenItsTerminalIsLost() {
    var there = new AtomicBoolean(true);
    var read = new AtomicInteger();
    var typed = new Interrupts(halted::add, new OwnTerminal(true, there::get));
    typed.hangUpBelongsTo(read::incrementAndGet);
    typed.stopBy(typed::end);

    typed.hangUp();
    there.set(false);
    typed.hangUp();

    assertThat(read).hasValue(1);
    assertThat(typed.raised()).contains(ExitCode.TERMINATED);
  }

  @Test
  void takesAHangUpForAnEndWhenNobodyOwnsIt() {
    interrupts.stopBy(interrupts::end);

    interrupts.hangUp();

    assertThat(interrupts.raised()).contains(ExitCode.TERMINATED);
  }
}
