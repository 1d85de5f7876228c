package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.repl.command.Typed.Result;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.promotion.Promotion;
import dev.alknet.runtime.promotion.Promotions;
import dev.alknet.runtime.script.RecordedCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PromotionCommandTest {
  private static final String MODULE = """
      export const description = {"name": "shop/double", "op_type": "query"};
      export const handler = (n) => 2 * n;
      export const register = () => env.register(description, handler);
      """;

  @TempDir
  private Path home = Path.of("");

  @Test
  void showsWhatThereIsToReview() throws IOException {
    assertThat(run("promotion", "list")).isEqualTo(new Result(0, "", "nothing to review\n"));
    kept();

    assertThat(run("promotion", "list", "--json").out())
        .isEqualTo(
            "[{\"promotion\":\"shop/double/1\",\"by\":\"agent\",\"at\":\"2026-11-21T00:00:00Z\","
                + "\"scopes\":\"read\",\"calls\":1}]\n");
    assertThat(run("promotion", "show", "shop/double/1")).isEqualTo(new Result(0, """
        shop/double, kept for agent at 2026-11-21T00:00:00Z; it ran there with the scopes read

        %s
        shop/double 4
        -> {"output":8}
        """.formatted(MODULE), ""));
    assertThat(run("promotion", "show", "shop/none/1").err()).contains("shop/none/1");
  }

  @Test
  void s54_itsTestRunsAndFailsWhenTheOperationChanges() throws IOException {
    kept();

    assertThat(run("promotion", "test", "shop/double/1")).isEqualTo(
        new Result(0, "shop/double/1: 1 calls went as they were recorded\n", ""));
    var module = home.resolve("promotions/shop/double/1/operation.mjs");
    Files.writeString(module, MODULE.replace("2 *", "3 *"));
    assertThat(run("promotion", "test", "shop/double/1")).isEqualTo(new Result(1,
        "shop/double/1: shop/double(4) ends with {\"output\":12} and not with {\"output\":8}\n",
        ""));
    assertThat(run("promotion", "test", module.getParent().toString()).code()).isEqualTo(1);
  }

  private void kept() throws IOException {
    var numbers = JsonNodeFactory.instance;
    var call = new RecordedCall("shop/double", numbers.numberNode(4), List.of(), false, List.of(),
        new Outcome.Succeeded(numbers.numberNode(8)));
    new Promotions(home.resolve("promotions")).keep(new Promotion("shop/double", "agent",
        Instant.parse("2026-11-21T00:00:00Z"), Set.of("read"), MODULE, List.of(call), List.of()));
  }

  private Result run(String... words) {
    return new Typed(home).run(words);
  }
}
