package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SecretsTest {
  @TempDir
  private Path home = Path.of("");

  @Test
  void hidesArgumentsThatASchemaMarks() throws IOException, InterruptedException {
    OperationFamily family = () -> List.of(Operation.local(OperationSpec.query("a/login").input("""
        {"type": "object", "properties": {"user": {"type": "string"},
          "phrase": {"type": "string", "writeOnly": true},
          "env": {"type": "object", "writeOnly": true,
            "additionalProperties": {"type": "string"}}}}""").build(), (input, _) -> input));
    try (var boot = new Boot()) {
      boot.start(new Shell.Settings(home, home, () -> Node.open(List.of(family)), "this node"),
          (_, _) -> {});
      var _ = boot.session();
      while (boot.index().size() == 0) {
        Thread.onSpinWait();
      }

      assertThat(new Secrets(boot).without("ops.a.login({user: 'ann', phrase: 'open sesame'})"))
          .isEqualTo("ops.a.login({user: 'ann', phrase: '•••'})");
      assertThat(new Secrets(boot).without("ops.a.login({env: {DB: 'hunter2'}, user: 'ann'})"))
          .isEqualTo("ops.a.login({env: {DB: '•••'}, user: 'ann'})");
      for (var line : List.of("net.in / 2; ops.a.login({phrase: 'S3'})",
          "x.of / y.of; ops.a.login({env: {K: 'S3'}})", "this / 2; ops.a.login({phrase: 'S3'})",
          "`${await ops.a.login({phrase: 'S3'})}`", "ops.a.login({phrase: f(`${'S3'}`)})",
          "ops.a.login({phrase: `S3${x}S3${y}S3`})", "ops.a.login({phrase: 'a' + \"S3\"})",
          "ops.a.login({env: f({K: 'S3'})})", "ops.a.login({phrase: 'S3",
          ".time ops.a.login({phrase: 'S3'})",
          ".snippet x\tops.a.login({phrase: 'S3'})", ".watch ops.a.login({ phrase: 'S3'})")) {
        assertThat(new Secrets(boot).without(line)).as(line).contains("•••").doesNotContain("S3");
      }
    }
  }

  @Test
  void hidesTokensTicketsAndWordsOfAMnemonic() {
    var secrets = new Secrets(new Boot());

    assertThat(secrets.without("f('alk_abcdEFGH0123')")).isEqualTo("f('•••')");
    assertThat(secrets.without("join alk1abcdefghijklmnopqrstuvwxyz234567")).isEqualTo("join •••");
    assertThat(secrets.without("x = {password: 'p\"q', name: 'n'}"))
        .isEqualTo("x = {password: '•••', name: 'n'}");
    assertThat(secrets.without("x = {password: 'p\\'q', name: 'n'}"))
        .isEqualTo("x = {password: '•••', name: 'n'}");
    assertThat(secrets.without("f('" + "abandon ".repeat(11) + "about')")).isEqualTo("f('•••')");
  }

  @Test
  void leavesOtherLinesAlone() {
    assertThat(new Secrets(new Boot()).without("let token = next(); 'a b c d'"))
        .isEqualTo("let token = next(); 'a b c d'");
  }
}
