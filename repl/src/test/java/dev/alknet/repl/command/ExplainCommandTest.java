package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.repl.command.Typed.Result;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExplainCommandTest {
  private static final String KEY = "ed25519:" + "1".repeat(64);
  private static final OperationFamily BOXES = () -> List.of(
      Operation.local(OperationSpec.mutation("box/open")
          .access(AccessControl.scopes("box:open").on("box", "open"))
          .resourceIdPath("$.id")
          .build(), (input, _) -> input));

  @TempDir
  private Path home = Path.of("");

  @Test
  void saysStepByStepWhyACallWouldBeAllowed() {
    assertThat(run("explain", "box/open", "{\"id\": \"b1\"}", "--as", "ann", "--scope", "box:open",
        "--resource", "box:open")).isEqualTo(new Result(0, """
            CHECK             FINDING
            lookup       yes  box/open is an operation of this node
            visibility   yes  it is external
            identity     -    the caller is ann
            scope        yes  has the scope box:open
            resource id  -    $.id is b1
            ownership    -    it is nobody's
            resources    yes  has box/open
            input        yes  fits the schema
            allowed: ann may call box/open
            """, ""));
  }

  @Test
  void exitsWithOneWhenItWouldBeRefused() {
    var result = run("explain", "box/open", "--as", "anonymous");

    assertThat(result.code()).isOne();
    assertThat(result.out())
        .endsWith("refused: anonymous is told FORBIDDEN: authentication required\n");
  }

  @Test
  void saysItToProgramsToo() {
    assertThat(run("explain", "box/none", "--as", "operator", "--json")).isEqualTo(new Result(1, """
        {"operation":"box/none","as":"operator","allowed":false,"steps":[{"check":"lookup",\
        "result":"no","finding":"there is no operation box/none"}],"error":{"code":"NOT_FOUND",\
        "message":"operation not found: box/none","retryable":false}}
        """, ""));
  }

  @Test
  void asksARunningNodeAboutThoseWhomItKnows() throws Exception {
    var node = typed();
    var ended = new FutureTask<>(() -> node.run("node", "--peer", "ann=" + KEY));
    Thread.ofPlatform().start(ended);
    while (!Files.exists(home.resolve("node.sock"))) {
      if (Thread.interrupted()) {
        throw new AssertionError("gave up waiting");
      }
      Thread.onSpinWait();
    }

    assertThat(run("explain", "--connect", "box/open", "{\"id\": \"b1\"}", "--as", "ann").out())
        .contains("missing required scope: box:open")
        .endsWith("refused: ann is told FORBIDDEN: missing required scope: box:open\n");
    assertThat(run("explain", "--connect", "box/open", "{\"id\": \"b1\"}", "--as", "operator")
        .code()).isZero();
    assertThat(run("explain", "--connect", "box/open", "--as", "bob")).isEqualTo(new Result(3, "",
        "alk: the node at %s cannot say: nobody is known here by the name bob\n"
            .formatted(home.resolve("node.sock"))));
    node.interrupts.raise(ExitCode.TERMINATED);
    assertThat(ended.get().code()).isZero();
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThat(run("explain", "box/open").err()).contains("Missing required option: '--as=NAME'");
    assertThat(run("explain", "box/open", "--as", "bob").err())
        .contains("nobody is known here by the name bob; say what to suppose with --scope");
    assertThat(run("explain", "box/open", "--as", "bob", "--resource", "box").err())
        .contains("not a resource: 'box' (expected TYPE:ACTION");
    assertThat(run("explain", "--connect", "box/open", "--as", "bob", "--scope", "x").code())
        .isEqualTo(2);
  }

  private Result run(String... arguments) {
    return typed().run(arguments);
  }

  private Typed typed() {
    return new Typed(home).on(_ -> List.of(BOXES));
  }
}
