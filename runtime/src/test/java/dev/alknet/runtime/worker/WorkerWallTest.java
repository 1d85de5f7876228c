package dev.alknet.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.script.Evaluation;
import dev.alknet.runtime.script.FolderModules;
import dev.alknet.runtime.script.Session;
import dev.alknet.runtime.script.SessionEnd;
import dev.alknet.runtime.script.SessionOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What only a process of its own can hold, and that no such process is left over.
@Timeout(120)
class WorkerWallTest {
  @TempDir
  private Path folder = Path.of("");

  @AutoClose
  private final WorkerPool pool = new WorkerPool(1, new ChildLauncher(), Duration.ofSeconds(3));

  /// None of these looks at interrupts: in the process of the node they could not be stopped.
  @ParameterizedTest
  @ValueSource(strings = {"7n ** (2n ** 26n)",
      "Array.prototype.indexOf.call({length: 2 ** 53 - 1}, 1)",
      "Array.from({length: 2 ** 32 - 1})",
      "function f() { try { f() } finally { f() } } f()"})
  void killsWhatCannotBeInterrupted(String code) throws Exception {
    try (var session = open(ResourceLimits.NONE.with(Limit.WALL, 4000))) {
      session.eval("1", "line", Deadline.NONE);

      var ending = session.eval(code, "line", Deadline.NONE);

      assertThat(limit(ending)).isEqualTo("wall");
      assertThat(session.eval("1", "line", Deadline.NONE)).isInstanceOf(Evaluation.Aborted.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"const all = []; for (;;) all.push({a: [1, 2, 3]})",
      "const all = []; for (;;) all.push(new Uint8Array(1 << 22).fill(1))",
      "new ArrayBuffer(2 ** 31 - 16)", "new Array(4e8).fill(7)"})
  void endsAWorkerThatNeedsTooMuchMemory(String code) throws Exception {
    try (var session = open(ResourceLimits.NONE.with(Limit.HEAP, 64 << 20))) {
      assertThat(limit(session.eval(code, "line", Deadline.NONE))).isEqualTo("heap");
    }
  }

  @Test
  void keepsASpareAndLeavesNobodyBehind() throws Exception {
    List<ProcessHandle> workers;
    try (var session = open(ResourceLimits.NONE)) {
      session.eval("1", "line", Deadline.NONE);
      pool.awaitSpare();
      workers = pool.processes();
      assertThat(workers).hasSize(2);
    }
    pool.close();

    for (var worker : workers) {
      worker.onExit().get();
    }
    assertThat(pool.processes()).isEmpty();
  }

  @Test
  void servesEachSessionWithAWorkerOfItsOwn() throws Exception {
    try (var first = open(ResourceLimits.NONE); var second = open(ResourceLimits.NONE)) {
      first.eval("globalThis.secret = 1; Object.prototype.stain = 1", "line", Deadline.NONE);

      assertThat(((Evaluation.Finished) second
          .eval("typeof secret + typeof ({}).stain", "line", Deadline.NONE)).display())
          .isEqualTo("undefinedundefined");
    }
  }

  @Test
  void tellsTheTimeInMillisecondsOnly() throws Exception {
    try (var session = open(ResourceLimits.NONE)) {
      assertThat(session.eval(
          "Array.from({ length: 1000 }, () => performance.now()).every(Number.isInteger)", "line",
          Deadline.NONE)).isInstanceOfSatisfying(Evaluation.Finished.class,
              finished -> assertThat(finished.display()).isEqualTo("true"));
    }
  }

  @Test
  void endsTheSessionWhoseWorkerIsKilled() throws Exception {
    try (var session = open(ResourceLimits.NONE)) {
      session.eval("1", "line", Deadline.NONE);
      for (var worker : pool.processes()) {
        worker.destroyForcibly();
        worker.onExit().get();
      }

      assertThat(session.eval("1", "line", Deadline.after(Duration.ofSeconds(30))))
          .isInstanceOfSatisfying(Evaluation.Aborted.class,
              aborted -> assertThat(aborted.reason())
                  .isEqualTo(SessionEnd.processEnded().error()));
      assertThat(session.ended()).contains(SessionEnd.processEnded());
    }
  }

  @Test
  void saysOfALineUnderWayThatItsProcessHasEnded() throws Exception {
    var begun = new CountDownLatch(1);
    var ending = new CompletableFuture<Evaluation>();
    var nobody = new CompositionAuthority(Identity.operator("operator"));
    try (var session = pool.open(new Dispatcher(), Registry.of(List.of()),
        new SessionOptions(nobody, new Peers(), new FolderModules(folder),
            (_, _) -> begun.countDown(), ResourceLimits.NONE))) {
      Thread.ofVirtual().start(() -> {
        try {
          ending.complete(session.eval("console.log('begun'); for (;;) {}", "line", Deadline.NONE));
        } catch (InterruptedException e) {
          ending.completeExceptionally(e);
        }
      });
      begun.await();
      pool.processes().forEach(ProcessHandle::destroyForcibly);

      assertThat(ending.get()).isInstanceOfSatisfying(Evaluation.Aborted.class,
          aborted -> assertThat(aborted.reason()).isEqualTo(SessionEnd.processEnded().error()));
    }
  }

  /// What fits no frame of the pipe.
  @Test
  void refusesAnInputThatIsTooDeepAndGoesOn() throws Exception {
    var input = JsonNodeFactory.instance.arrayNode();
    var inner = input;
    for (var level = 0; level < 5000; level++) {
      inner = inner.addArray();
    }
    var file = Files.writeString(folder.resolve("deep.mjs"), "export default 1;");
    try (var session = open(ResourceLimits.NONE)) {
      assertThat(session.run(file, input, Deadline.NONE)).isInstanceOfSatisfying(
          Evaluation.Failed.class,
          failed -> assertThat(failed.failure().message())
              .startsWith("the request fits no frame: "));

      assertThat(session.run(file, inner, Deadline.NONE)).isInstanceOf(Evaluation.Finished.class);
      assertThat(session.ended()).isEmpty();
    }
  }

  private Session open(ResourceLimits limits) throws Exception {
    var nobody = new CompositionAuthority(Identity.operator("operator"));
    return pool.open(new Dispatcher(), Registry.of(List.of()),
        new SessionOptions(nobody, new Peers(), new FolderModules(folder), (_, _) -> {}, limits));
  }

  private static String limit(Evaluation ending) {
    assertThat(ending).isInstanceOf(Evaluation.Aborted.class);
    var reason = ((Evaluation.Aborted) ending).reason();
    assertThat(reason.code()).isEqualTo(CallError.RESOURCE_LIMIT);
    return Objects.requireNonNull(reason.details()).path("limit").asText();
  }
}
