package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.PeerOverlay;
import dev.alknet.runtime.registry.Provenance;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.runtime.script.Evaluation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is saved of a session is a script that prints what the shell has shown.
@Timeout(60)
class TranscriptTest {
  @TempDir
  private Path home = Path.of("");

  @Test
  void runsByItselfAndPrintsWhatTheShellShowed() throws IOException, InterruptedException {
    var shown = typed("""
        const n = 20
        function twice(x) { return x * 2 }
        twice(n) + 1
        null.x
        await Promise.resolve(_1 + 1)
        _ + 1
        undefined
        Promise.resolve('promised')
        console.log('said')
        (await ops.services.list({})).operations.length > 0
        """);

    assertThat(shown).containsExactly("41", "42", "43", "promised", "said", "true");
    assertThat(printed()).isEqualTo(shown);
  }

  @Test
  void mayDeclareANameInSeveralLines() throws IOException, InterruptedException {
    var shown = typed("""
        const a = await 1
        const a = await 2; a + 1
        function f() { return 'first' }
        f()
        function f() { return 'second' }
        f()
        const {b, c} = await ({b: 3, c: 4})
        const [b] = await [5]
        b + c
        var d = 1
        var d = d + 1; d
        const e = 1
        const e = e + 1; e
        class C { name() { return 'old' } }
        const old = new C()
        class C { name() { return 'new' } }
        old.name() + new C().name()
        """);

    assertThat(shown).containsExactly("3", "first", "second", "9", "2", "2", "oldnew");
    assertThat(printed()).isEqualTo(shown);
  }

  @Test
  void declaresWhatTheLinesOnlyAssign() throws IOException, InterruptedException {
    var shown = typed("""
        x = 5
        function count() { seen = (typeof seen === 'number' ? seen : 0) + 1; return seen }
        var seen; count(); count()
        for (i = 0; i < 3; i++) ;
        [y, z] = [x, i]; y + z
        let kept = 1; kept++
        kept
        """);

    assertThat(shown).contains("5", "2", "8");
    assertThat(printed()).isEqualTo(shown);
  }

  @Test
  void takesValuesFromWhereverTheyStandInALine() throws IOException, InterruptedException {
    var shown = typed("""
        5 // five
        1, 2
        ({a: 1}).a
        {a: 1, b: 'x'}.b;
        const n = 1; /* and */ n + 1 /* two */;
        (1, 3)
        _4 + _6
        """);

    assertThat(shown).containsExactly("5", "2", "1", "x", "2", "3", "x3");
    assertThat(printed()).isEqualTo(shown);
  }

  @Test
  void beginsAsTheHomeDoes() throws IOException, InterruptedException {
    Files.writeString(home.resolve("rc.mjs"), """
        // greets
        const greet = (name) => `hello ${name}`;
        console.log('begun')
        """);

    var shown = typed("greet('you')\n");

    assertThat(shown).containsExactly("begun", "hello you");
    Files.delete(home.resolve("rc.mjs"));
    assertThat(printed()).isEqualTo(shown);
  }

  @Test
  void callsThePeersThatTheShellUsed() throws IOException, InterruptedException {
    var shown = typed("""
        ops.where.am.i({})
        .use w1
        ops.where.am.i({})
        env.invoke('where/am/i', {})
        ops.where.am.i({}, {peer: 'w2'})
        env.peer('w2').invoke('where/am/i', {})
        env.describe('where/am/i').description
        .use w2
        const {value} = (await env.batch([['where/am/i', {}]]))[0]; value
        .use
        ops.where.am.i({})
        """);

    assertThat(shown).containsExactly("here", "w1", "w1", "w2", "w2", "on w1", "w2", "here");
    assertThat(printed()).isEqualTo(shown);
  }

  @Test
  void hasNoSecrets() throws IOException, InterruptedException {
    Files.writeString(home.resolve("rc.mjs"), "const login = {password: 'open sesame'};\n");

    var _ = typed("""
        const key = 'alk_abcdEFGH0123'
        Object.keys({token: 'hunter2'})[0]
        """);

    assertThat(saved()).contains("'•••'", "password", "token")
        .doesNotContain("sesame", "abcdEFGH", "hunter2");
    assertThat(printed()).containsExactly("token");
  }

  @Test
  void keepsWhatNoModuleCanHoldAsAComment() throws IOException, InterruptedException {
    var shown = typed("""
        with ({a: 1}) a
        'still'
        """);

    assertThat(shown).containsExactly("1", "still");
    assertThat(saved()).contains("// with ({a: 1}) a");
    assertThat(printed()).containsExactly("still");
  }

  @Test
  void leavesTheNamesOfTheLinesAlone() throws IOException, InterruptedException {
    var shown = typed("""
        const shown = 1
        const use = 2
        .use w1
        shown + use
        _ = 7
        _ + 1
        """);

    assertThat(shown).containsExactly("3", "7", "8");
    assertThat(printed()).isEqualTo(shown);
  }

  /// What a shell shows that is given these lines, which it then saves.
  private List<String> typed(String lines) throws IOException {
    var out = new ByteArrayOutputStream();
    var settings = new Shell.Settings(home, home, TranscriptTest::node, "this node");
    try (var shell = Shell.piped(settings,
        new ByteArrayInputStream((lines + ".save session.mjs\n").getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))) {
      shell.run();
    }
    var shown = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(shown).last().isEqualTo("saved; it runs with: alk run session.mjs");
    return shown.subList(0, shown.size() - 1);
  }

  private String saved() throws IOException {
    return Files.readString(home.resolve("session.mjs"));
  }

  /// What the saved script prints.
  private List<String> printed() throws IOException, InterruptedException {
    var printed = new CopyOnWriteArrayList<String>();
    try (var node = node();
        var session = node.session(home, (_, text) -> printed.add(text))) {
      var end = session.run(home.resolve("session.mjs"), JsonNodeFactory.instance.objectNode(),
          Deadline.NONE);

      assertThat(end).as(saved()).isInstanceOf(Evaluation.Finished.class);
    }
    return printed;
  }

  private static Node node() {
    var node = Node.open(List.of(() -> List.of(where("here"))));
    for (var peer : List.of("w1", "w2")) {
      var overlay = new PeerOverlay(node.registry());
      overlay.addImported(List.of(imported(where(peer))));
      node.peers().attach(peer, overlay);
    }
    return node;
  }

  private static Operation where(String place) {
    return Operation.local(OperationSpec.query("where/am/i").description("on " + place).build(),
        (_, _) -> JsonNodeFactory.instance.textNode(place));
  }

  private static Operation imported(Operation local) {
    return new Operation(local.spec(), local.handler(), Provenance.FROM_CALL, null,
        ScopedEnv.none());
  }
}
