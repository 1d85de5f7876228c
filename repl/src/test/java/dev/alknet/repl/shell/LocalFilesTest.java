package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
  @TempDir
  private Path folder = Path.of("");

  private LocalFiles files = new LocalFiles(folder, folder);

  @BeforeEach
  void makeFiles() throws IOException {
    var home = Files.createDirectories(folder.resolve("home/me"));
    Files.createDirectory(folder.resolve("site"));
    for (var name : new String[]{"b.mjs", "a b.mjs", ".hidden", "site/index.html",
        "home/me/mine"}) {
      Files.createFile(folder.resolve(name));
    }
    files = new LocalFiles(folder, home);
  }

  @Test
  void listsWhatIsAround() {
    assertThat(files.around("")).containsExactly("a b.mjs", "b.mjs", "home/", "site/");
    assertThat(files.around("b")).isEqualTo(files.around(""));
    assertThat(files.around("site/in")).containsExactly("index.html");
    assertThat(files.around(folder + "/site/")).containsExactly("index.html");
    assertThat(files.around("~/")).containsExactly("mine");
  }

  @Test
  void showsHiddenFilesWhenADotIsTyped() {
    assertThat(files.around(".")).containsExactly(".hidden");
    assertThat(files.around("site/.")).isEmpty();
  }

  @Test
  void hasNothingWhereThereIsNoFolder() {
    assertThat(files.around("missing/x")).isEmpty();
    assertThat(files.around("b.mjs/x")).isEmpty();
    assertThat(files.around("\0/x")).isEmpty();
  }

  @Test
  void knowsTheHomeOfTheUser() {
    assertThat(files.at("~/mine")).exists();
    assertThat(files.at("~")).isEqualTo(folder.resolve("home/me"));
    assertThat(files.at("~else")).isEqualTo(folder.resolve("~else"));
    assertThat(files.at("site/../b.mjs")).exists();
  }
}
