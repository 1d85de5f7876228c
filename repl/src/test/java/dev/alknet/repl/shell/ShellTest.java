package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import dev.alknet.runtime.store.ShellMemory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShellTest {
  @TempDir
  private Path home = Path.of("");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void answersAPipeWithValuesOnly() throws IOException {
    var fine = piped("1 + 1\nundefined\nconst xs = [\n1, 2]\nxs\nconsole.log('hi')\n");

    assertThat(fine).isTrue();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("2\n[1, 2]\nhi\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void goesOnAfterAFailureButRemembersIt() throws IOException {
    var fine = piped("null.x\nawait 2\n");

    assertThat(fine).isFalse();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("2\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("repl:1:1", "TypeError");
  }

  @Test
  void namesTheFileThatCannotBeLoaded() throws IOException {
    Files.writeString(home.resolve("bad.mjs"), "null.x\n");

    piped(".load bad.mjs\n");

    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("bad.mjs:1:1");
  }

  @Test
  void keepsWhatALoadedFileDeclares() throws IOException {
    Files.writeString(home.resolve("some.mjs"),
        "const n = 6;\nfunction twice(x) { return 2 * x }\nn");

    piped(".load some.mjs\ntwice(n) + _\n");

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("6\n18\n");
  }

  @Test
  void goesOnAfterABugInShowingAValue() throws IOException {
    var lines = new BrokenLines(List.of("1", "console.error('alive')"));

    try (var shell = Shell.on(settings(), Desk.in(home, home), () -> lines)) {
      assertThat(shell.run()).isFalse();
    }

    assertThat(lines.complaints)
        .containsExactly("internal error: java.lang.StackOverflowError", "alive");
  }

  @Test
  void goesOnAfterABugInACommand() throws IOException {
    var lines = new BrokenLines(List.of(".plot [1, 2]", ".whoami", "console.error('alive')"));

    try (var shell = Shell.on(settings(), Desk.in(home, home), () -> lines)) {
      assertThat(shell.run()).isFalse();
    }

    assertThat(lines.complaints).containsExactly("internal error: java.lang.StackOverflowError",
        "internal error: java.lang.StackOverflowError", "alive");
  }

  @Test
  void keepsOneResultOfWhatItWatches() throws IOException {
    piped("""
        let n = 0
        'before'
        .watch 1ms n++ < 3 ? n : null.x
        [_, _1, _2, typeof _3]
        .save session.mjs
        """);

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(line -> !line.startsWith("every"))
        .containsExactly("before", "1", "2", "3", "[3, before, 3, undefined]",
            "saved; it runs with: alk run session.mjs");
    assertThat(Files.readString(home.resolve("session.mjs"))).containsOnlyOnce("n++");
  }

  @Test
  void saysHowToSeeASchema() throws IOException {
    piped(".help\n");

    assertThat(out.toString(StandardCharsets.UTF_8)).containsPattern("\\.schema NAME +.*schema");
  }

  @Test
  void obeysCommands() throws IOException {
    piped(".ops services/l\n.schma\n.help services/schema\n.exit\n1\n");

    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("NAME  ")
        .contains("services/list", "services/schema  query", "FIELD")
        .doesNotEndWith("\n1\n");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("no command .schma; did you mean .schema?\n");
  }

  @Test
  void saysThatNobodyIsThere() throws IOException {
    piped(".peers\n");

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("no peer is attached; .connect PEER|ADDRESS attaches one\n");
  }

  @Test
  void reportsANodeThatCannotStart() throws IOException {
    var settings = new Shell.Settings(home, home, () -> {
      throw new IOException("no daemon answers");
    }, "this node");
    var shell = Shell.piped(settings, input("1\n"), stream(out), stream(err));

    assertThatThrownBy(shell::run).hasMessage("no daemon answers");
  }

  @Test
  @Timeout(20)
  void leavesWhileTheNodeComesUp() throws Exception {
    var interrupted = new CountDownLatch(1);

    typed(".exit\n", () -> {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw e;
      }
      return Node.open(List.of());
    });

    interrupted.await();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void closesANodeThatComesUpTooLate() throws Exception {
    var release = new CountDownLatch(1);
    var closed = new CountDownLatch(1);

    typed(".exit\n", () -> {
      while (release.getCount() > 0) {
        Thread.onSpinWait();
      }
      return Node.open(List.of(family(closed)));
    });
    release.countDown();

    closed.await();
  }

  @Test
  void leavesWhileTheScriptOfTheHomeRuns() throws Exception {
    Files.writeString(home.resolve("rc.mjs"), "await ops.test.hang({})");
    var closed = new CountDownLatch(1);

    typed(".exit\n", () -> Node.open(List.of(family(closed))));

    closed.await();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void opensANewSessionWhenOneIsLost() throws Exception {
    var limits = ResourceLimits.NONE.with(Limit.STATEMENTS, 100_000);
    Files.writeString(home.resolve("rc.mjs"), "const fromHome = 'again'");
    typed("const a = 1\na\nfor (;;);\n[typeof a, typeof _1, fromHome]\n_1\n.save session.mjs\n",
        new Shell.Settings(home, home, () -> Node.open(List.of()), "this node",
            () -> new LimitSource.Limits(limits, limits), "vi", Contacts.NONE));

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
        1
        [undefined, undefined, again]
        [undefined, undefined, again]
        saved; it runs with: alk run session.mjs
        """);
    assertThat(err.toString(StandardCharsets.UTF_8).lines()).containsExactly(
        "the script has gone beyond its limit for statements: 100001 of 100000",
        "the session has ended (the script has gone beyond its limit for statements: 100001 of 100000);"
            + " this is a new one: what the old one had declared and kept is gone");
    assertThat(Files.readString(home.resolve("session.mjs"))).doesNotContain("const a");
  }

  private void typed(String text, NodeSource node) throws IOException {
    typed(text, new Shell.Settings(home, home, node, "this node"));
  }

  private void typed(String text, Shell.Settings settings) throws IOException {
    try (var shell = Shell.piped(settings, input(text), stream(out), stream(err))) {
      var _ = shell.run();
    }
  }

  /// It has an operation that never answers.
  private static OperationFamily family(CountDownLatch closed) {
    return new OperationFamily() {
      @Override
      public List<Operation> operations() {
        return List.of(Operation.local(OperationSpec.query("test/hang").patient().build(),
            (input, _) -> {
              new CountDownLatch(1).await();
              return input;
            }));
      }

      @Override
      public void close() {
        closed.countDown();
      }
    };
  }

  @Test
  void worksOnADumbTerminal() throws IOException, StoreException {
    var terminal = new DumbTerminal("test", "dumb", input("21 * 2\n[\n7]\n.exit\n"), out,
        StandardCharsets.UTF_8);
    var desk = Desk.in(home, home);

    try (var shell =
        Shell.on(settings(), desk, () -> Shell.lines(terminal, true, desk))) {
      assertThat(shell.run()).isTrue();
    }

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("alk> ", "42", "...> ", "[7]");
    try (var memory = ShellMemory.open(home.resolve("shell.db"))) {
      assertThat(memory.lines(10)).containsExactly("21 * 2", "[\n7]", ".exit");
    }
    assertThat(
        PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("shell.db"))))
        .isEqualTo("rw-------");
  }

  private boolean piped(String typed) throws IOException {
    try (var shell = Shell.piped(settings(), input(typed), stream(out), stream(err))) {
      return shell.run();
    }
  }

  private Shell.Settings settings() {
    return new Shell.Settings(home, home, () -> Node.open(List.of()), "this node");
  }

  private static ByteArrayInputStream input(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
