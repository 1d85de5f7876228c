package dev.alknet.repl.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.node.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ContainerCopyTest {
  @TempDir
  private Path root = Path.of("");
  @TempDir
  private Path here = Path.of("");
  private FolderContainer container = new FolderContainer(root);
  private Node node = Node.open(List.of());

  @BeforeEach
  void begin() throws Exception {
    container = new FolderContainer(root);
    node = Node.open(List.of(container));
    Files.createDirectory(root.resolve("srv"));
    Files.writeString(root.resolve("srv/a"), "A");
    Files.createSymbolicLink(root.resolve("www"), Path.of("srv"));
    Files.writeString(root.resolve("torn"), "x".repeat(5000));
  }

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  @Test
  void takesOutUnderItsOwnNameOrTheOneThatIsGiven() throws Exception {
    copy("web:/srv/a", ".");
    copy("web:/srv/a", "b");
    copy("web:/srv", "site");
    copy("web:/srv", "site");
    copy("web:/srv/.", "all");
    copy("web:/www", "."); // a link, which is followed

    for (var file : new String[]{"a", "b", "site/a", "site/srv/a", "all/a", "www/a"}) {
      assertThat(here.resolve(file)).as(file).hasContent("A");
    }
  }

  @Test
  void bringsInUnderItsOwnNameOrTheOneThatIsGiven() throws Exception {
    Files.createDirectories(here.resolve("site/inner"));
    Files.writeString(here.resolve("site/inner/f"), "F");
    Files.writeString(here.resolve("f"), "F");

    copy("f", "web:/srv");
    copy("f", "web:/srv/g");
    copy("f", "web:/srv/a");
    copy("f", "web:/www");
    copy("site", "web:/srv");
    copy("site", "web:/new");
    copy("site/.", "web:/srv");

    assertThat(container.taken).containsExactly("/srv f=F", "/srv g=F", "/srv a=F", "/srv f=F",
        "/srv site/ site/inner/ site/inner/f=F", "/ new/ new/inner/ new/inner/f=F",
        "/srv inner/ inner/f=F");
  }

  @Test
  void followsALinkToAFile() throws Exception {
    Files.createSymbolicLink(root.resolve("current"), Path.of("srv/a"));
    Files.createSymbolicLink(root.resolve("next"), Path.of("srv/later"));
    Files.writeString(here.resolve("f"), "F");
    Files.createSymbolicLink(here.resolve("to-f"), Path.of("f"));

    copy("f", "web:/current");
    copy("f", "web:/next");
    copy("web:/srv/a", "to-f");

    assertThat(container.taken).containsExactly("/srv a=F", "/srv later=F");
    assertThat(Files.isSymbolicLink(here.resolve("to-f"))).isTrue();
    assertThat(here.resolve("f")).hasContent("A");
  }

  @Test
  void followsALinkToAFolderOnlyWhereItWasTyped() throws Exception {
    Files.createDirectories(here.resolve("site/srv"));
    Files.createSymbolicLink(here.resolve("to-site"), Path.of("site"));
    Files.createSymbolicLink(here.resolve("srv"), Path.of("site"));

    copy("web:/srv", "to-site");
    assertThatThrownBy(() -> copy("web:/srv", ".")).hasMessageContaining("srv is no folder");

    assertThat(here.resolve("site/srv/a")).hasContent("A");
    assertThat(here.resolve("site/a")).doesNotExist();
  }

  @Test
  void saysThatALinkIsMalformed() throws Exception {
    container.link = "l".repeat(150) + "\0l";
    Files.writeString(here.resolve("f"), "F");

    assertThatThrownBy(() -> copy("f", "web:/www")).isInstanceOf(IOException.class)
        .hasMessageContaining("malformed name");
  }

  @Test
  void doesNotAskWhereTheNameSaysThatItIsAFolder() throws Exception {
    Files.writeString(here.resolve("f"), "F");

    copy("f", "web:/srv/");

    assertThat(container.taken).containsExactly("/srv/ f=F");
    assertThat(container.asked).isEmpty();
  }

  @Test
  void saysWhatIsNotThere() throws Exception {
    Files.createDirectory(here.resolve("site"));

    assertThatThrownBy(() -> copy("web:/none", "x")).isInstanceOf(CallException.class)
        .hasMessageContaining("there is no /none");
    assertThatThrownBy(() -> copy("web:/srv", "none/x")).hasMessage(here.resolve("none")
        + " is no folder");
    assertThatThrownBy(() -> copy("web:/srv", "none/")).hasMessage(here.resolve("none")
        + " is no folder");
    assertThatThrownBy(() -> copy("none", "web:/srv")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> copy("site/.", "web:/none"))
        .hasMessage("web has no folder /none");
  }

  @Test
  void leavesNothingOfWhatBreaksOff() throws Exception {
    assertThatThrownBy(() -> copy("web:/torn", ".")).isInstanceOf(IOException.class)
        .hasMessageContaining("broken off");

    try (var left = Files.list(here)) {
      assertThat(left).isEmpty();
    }
  }

  private void copy(String from, String to) throws Exception {
    new ContainerCopy(node.operatorEnv(Call.root(CallId.random(), Deadline.NONE)),
        CopyProgress.open(from, _ -> {}))
        .copy(CopyPlace.parse(from, here), CopyPlace.parse(to, here));
  }
}
