package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.repl.command.Typed.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class JavaLanguageTest {
  @TempDir
  private Path home = Path.of("");

  @Test
  void evaluatesSnippetsAndCallsOperations() {
    assertThat(eval("var n = 20; int twice(int x) { return 2 * x; } twice(n) + 2"))
        .isEqualTo(new Result(0, "42\n", ""));
    assertThat(
        eval("env.invoke(\"services/schema\", Map.of(\"name\", \"services/list\")).get(\"name\")",
            "--json"))
        .isEqualTo(new Result(0, "\"services/list\"\n", ""));
    assertThat(eval("env.operations().contains(\"services/list\")", "--json").out())
        .isEqualTo("true\n");
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(eval("nothing + 1").code()).isEqualTo(1);
    assertThat(eval("nothing + 1").err()).contains("nothing");
    assertThat(eval("env.invoke(\"services/lst\")").err()).contains("NOT_FOUND");
    assertThat(eval("throw new IllegalStateException(\"odd\")").err())
        .contains("java.lang.IllegalStateException: odd");
  }

  @Test
  void isForTheOperatorsOwnCodeOnly() {
    assertThat(eval("1 + 1", "--untrusted").err()).startsWith(
        "alk eval: Java has no wall around it and is for the operator's own code only;"
            + " what is untrusted has to be JavaScript\n");
    assertThat(eval("1 + 1", "--limit", "cpu=1s").err())
        .startsWith("alk eval: --limit is for JavaScript");
    assertThat(new Typed(home).run("repl", "--language", "perl").err())
        .contains("unknown language: 'perl' (expected javascript or java)");
  }

  @Test
  void stopsALoopAtItsTimeout() {
    assertThat(eval("while (true) { }", "--timeout", "1s").code()).isEqualTo(124);
  }

  @Test
  void readsSnippetsFromAPipe() {
    assertThat(new Typed(home).with("""
        int half(int x) {
          return x / 2;
        }
        half(84)
        env.peers()
        """).run("repl", "--language", "java")).isEqualTo(new Result(0, "42\n[]\n", ""));
  }

  private Result eval(String code, String... options) {
    var words = new String[options.length + 4];
    words[0] = "eval";
    words[1] = "--language";
    words[2] = "java";
    words[3] = code;
    System.arraycopy(options, 0, words, 4, options.length);
    return new Typed(home).run(words);
  }
}
