package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.repl.copy.HandTar;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CopyCommandTest {
  @TempDir
  private Path home = Path.of("");

  private final CountDownLatch waiting = new CountDownLatch(1);

  @Test
  void wantsOneContainerAndOnePathOfThisMachine() {
    for (var words : List.of(List.of("a", "b"), List.of("web:/a", "web:/b"))) {
      var result = typed().run("cp", words.getFirst(), words.getLast());

      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err()).contains("one of both has to be CONTAINER:PATH");
    }
    assertThat(typed().run("cp", "a").code()).isEqualTo(2);
  }

  @Test
  void failsWithWhatTheContainerSays() {
    var result = typed().run("cp", "web:/none", home.toString());

    assertThat(result.code()).isOne();
    assertThat(result.err()).contains("PATH_NOT_FOUND");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void sendsWhoNamesAPeerToItsOption() {
    for (var words : List.of(List.of("w1/web:/x", "."), List.of(".", "w1/web:/x"))) {
      var result = typed().run("cp", words.getFirst(), words.getLast());

      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err()).contains("--connect --peer w1").contains("web:/x");
    }
  }

  @Test
  void showsNoControlCharactersOfAContainer() {
    var result = typed().run("cp", "web:/hostile", home.toString());

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).contains("leads elsewhere").doesNotContain("\033");
  }

  @Test
  void canBeInterrupted() throws Exception {
    var typed = typed();
    var interrupting = Thread.ofVirtual().start(() -> {
      try {
        waiting.await();
        typed.interrupts.raise(ExitCode.INTERRUPTED);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });

    var result = typed.run("cp", "web:/slow", home.toString());
    interrupting.join();

    assertThat(result.code()).isEqualTo(130);
    assertThat(result.err()).contains("interrupted");
  }

  private Typed typed() {
    return new Typed(home).on(_ -> List.of(() -> List.of(Operation.localRaw(
        OperationSpec.subscription("docker/container/copy-out")
            .error("PATH_NOT_FOUND", "there is none")
            .raw()
            .build(),
        (input, _, channel) -> {
          if (input.path("path").asText().equals("/hostile")) {
            channel.write(new RawChunk(RawChunk.STDOUT,
                new HandTar().folder("hostile/").file("../\033[31mevil").bytes()));
            return;
          }
          if (input.path("path").asText().equals("/slow")) {
            waiting.countDown();
            new CountDownLatch(1).await();
          }
          throw new CallException(
              new CallError("PATH_NOT_FOUND", "there is no such file", false, null));
        }))));
  }
}
