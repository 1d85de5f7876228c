package dev.alknet.repl.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CopyPlaceTest {
  private static final Path FOLDER = Path.of("/home/me");

  @Test
  void knowsAContainerByItsColon() {
    assertThat(CopyPlace.parse("web:/etc/hosts", FOLDER))
        .isEqualTo(new CopyPlace.There("web", "/etc/hosts"));
    assertThat(CopyPlace.parse("w1/web:etc/a:b", FOLDER))
        .isEqualTo(new CopyPlace.There("w1/web", "/etc/a:b"));
    for (var here : new String[]{"./web:x", "/tmp/web:x", "web"}) {
      assertThat(CopyPlace.parse(here, FOLDER)).as(here).isInstanceOf(CopyPlace.Here.class);
    }
  }

  @Test
  void knowsFoldersAndTheirContents() {
    assertThat(CopyPlace.parse("site/.", FOLDER))
        .isEqualTo(new CopyPlace.Here(Path.of("/home/me/site"), true, false));
    assertThat(CopyPlace.parse("site/", FOLDER))
        .isEqualTo(new CopyPlace.Here(Path.of("/home/me/site"), false, true));
    assertThat(CopyPlace.parse(".", FOLDER)).isEqualTo(new CopyPlace.Here(FOLDER, true, false));
    assertThat(CopyPlace.parse("/", FOLDER))
        .isEqualTo(new CopyPlace.Here(Path.of("/"), true, true));
  }

  @Test
  void namesTheEndOfAPath() {
    assertThat(new CopyPlace.There("web", "/var/log/").name()).isEqualTo("log");
    assertThat(new CopyPlace.There("web", "/var/log").parent()).isEqualTo("/var");
    assertThat(new CopyPlace.There("web", "/log").parent()).isEqualTo("/");
    assertThat(new CopyPlace.There("web", "/").name()).isEmpty();
    assertThat(new CopyPlace.There("web", "/srv/..").name()).isEmpty();
  }

  @Test
  void isBetweenTwoKinds() {
    var here = CopyPlace.parse("a", FOLDER);
    var there = CopyPlace.parse("web:a", FOLDER);

    assertThat(CopyPlace.differ(here, there)).isTrue();
    assertThat(CopyPlace.differ(here, here)).isFalse();
    assertThat(CopyPlace.differ(there, there)).isFalse();
  }
}
