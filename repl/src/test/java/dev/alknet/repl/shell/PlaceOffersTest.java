package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PlaceOffersTest {
  @TempDir
  private Path folder = Path.of("");

  @Test
  void offersFilesByTheirWholePath() throws Exception {
    files("src/main.mjs", "src/more.mjs", "readme");

    assertThat(file("")).containsExactly("readme", "src/");
    assertThat(file("src/")).containsExactly("src/main.mjs", "src/more.mjs");
    assertThat(file("src/mai")).containsExactly("src/main.mjs");
    assertThat(file("'src/mai")).containsExactly("'src/main.mjs'");
    assertThat(file("none/")).isEmpty();
  }

  @Test
  void keepsAFileOfACopyOneWord() throws Exception {
    files("my file", "it's", "say \"it's\"", "my folder/x");

    assertThat(copied("my")).containsExactly("'my file'", "'my folder/");
    assertThat(copied("'my fi")).containsExactly("'my file'");
    assertThat(copied("'my folder/")).containsExactly("'my folder/x'");
    assertThat(copied("it")).containsExactly("\"it's\"");
    assertThat(copied("say")).isEmpty();
    assertThat(file("my fi")).containsExactly("my file");
  }

  @Test
  void marksAFileThatLooksLikeSomethingElse() throws Exception {
    files("ev:1", "~/x");

    assertThat(copied("ev")).containsExactly("./ev:1");
    assertThat(copied("")).containsExactlyInAnyOrder("./ev:1", "./~/");
    assertThat(copied("ev:")).isEmpty();
  }

  @Test
  void offersNoNameThatATerminalWouldObey() throws Exception {
    files("a\u001bc", "a\nb", "ab");

    assertThat(file("a")).containsExactly("ab");
  }

  private List<String> file(String typed) throws IOException, InterruptedException {
    try (var boot = new Boot()) {
      return values(offers(boot).file(typed));
    }
  }

  private List<String> copied(String typed) throws IOException, InterruptedException {
    try (var boot = new Boot()) {
      return values(offers(boot).end(new Completion.CopyEnd(typed, true, false)));
    }
  }

  private PlaceOffers offers(Boot boot) {
    return new PlaceOffers(boot, new LocalFiles(folder, folder.resolve("home")),
        new LiveValues(boot, () -> {}));
  }

  private static List<String> values(List<Offers.Offer> offers) {
    return offers.stream().map(Offers.Offer::value).toList();
  }

  private void files(String... names) throws IOException {
    for (var name : names) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.createFile(folder.resolve(name));
    }
  }
}
