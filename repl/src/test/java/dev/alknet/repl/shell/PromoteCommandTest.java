package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.promotion.Promotion;
import dev.alknet.runtime.promotion.Promotions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An operation of the shell's session on its way to its reviewer.
@Timeout(120)
class PromoteCommandTest {
  @TempDir
  private Path home = Path.of("");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void keepsAnOperationWithItsCallsAsATest() throws IOException {
    typed("""
        env.register('shop/total', async ({ count }) => count * (await ops.services.list({})).operations.length); 0
        [await ops.shop.total({ count: 2 }), await ops.shop.total({ count: 3 })].length
        .promote ops.shop.total
        .promote shop/total
        """);

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
        0
        2
        kept for review: %1$s/promotions/shop/total/1
        its test passes (2 of its calls); see: alk promotion show shop/total/1
        kept for review: %1$s/promotions/shop/total/2
        its test passes (2 of its calls); see: alk promotion show shop/total/2
        """.formatted(home));
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    var kept = Promotion.read(home.resolve("promotions/shop/total/1"));
    assertThat(kept.by()).isEqualTo("operator");
    assertThat(kept.calls()).hasSize(2);
    assertThat(kept.module()).contains("count * (await ops.services.list({}))");
  }

  @Test
  void saysWhyItKeepsNothing() throws IOException {
    typed("""
        .promote
        .promote shop/none
        const secret = 7
        env.register('shop/closure', () => secret); env.register('shop/unused', () => 1); 0
        ops.shop.closure()
        .promote shop/closure
        .promote shop/unused
        """);

    assertThat(err.toString(StandardCharsets.UTF_8).lines()).containsExactly(
        "which operation? .promote NAME, of one that env.register has made here",
        "this session has registered no operation shop/none",
        "not kept: tried by itself, it does not do the same again",
        "  shop/closure({}) ends with {\"error\":{\"code\":\"INTERNAL\",\"message\":\"the handler of"
            + " shop/closure failed: ReferenceError: secret is not defined (/script/operation.mjs:7:30)\","
            + "\"retryable\":false}} and not with {\"output\":7}",
        "it must not need variables of this session, peers, chance or the time",
        "no call of shop/unused was recorded; call it first, and let it await what it calls");
    assertThat(Promotions.in(home).names()).isEmpty();
  }

  private void typed(String text) throws IOException {
    var settings = new Shell.Settings(home, home, () -> Node.open(List.of()), "this node");
    try (var shell = Shell.piped(settings,
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), stream(out),
        stream(err))) {
      shell.run();
    }
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
