package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.repl.command.Typed.Result;
import dev.alknet.stdlib.ScriptTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypesCommandTest {
  @TempDir
  private Path home = Path.of("");

  @Test
  void printsTheTypesOfScripts() {
    assertThat(new Typed(home).run("types")).isEqualTo(new Result(0, ScriptTypes.text(), ""));
  }

  @Test
  void writesThemBesideScripts() throws Exception {
    var scripts = Files.createDirectory(home.resolve("scripts"));

    assertThat(new Typed(home).run("types", scripts.toString())).isEqualTo(new Result(0,
        scripts.resolve("alk.d.ts") + "\n" + scripts.resolve("jsconfig.json") + "\n", ""));
    assertThat(scripts.resolve("alk.d.ts")).hasContent(ScriptTypes.text());
  }

  @Test
  void saysWhenThereIsNoSuchFolder() {
    assertThat(new Typed(home).run("types", home.resolve("nope").toString()).err())
        .startsWith("alk types: not a folder: " + home.resolve("nope"));
  }
}
