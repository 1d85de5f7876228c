package dev.alknet.stdlib.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerHostTest {
  @TempDir
  Path folder;

  @Test
  void believesWhatItIsGiven() {
    assertThat(DockerHost.locate("tcp://10.0.0.1:2375"))
        .isEqualTo(URI.create("tcp://10.0.0.1:2375"));
  }

  @Test
  void takesTheSystemsSocketWhenNothingIsGiven() {
    assertThat(DockerHost.locate("", folder.resolve("system.sock"), folder))
        .isEqualTo(URI.create("unix://" + folder.resolve("system.sock")));
  }

  @Test
  void takesTheDesktopsSocketWhenThatIsTheOnlyOne() throws Exception {
    var desktop = folder.resolve(".docker/run/docker.sock");
    Files.createDirectories(desktop.getParent());
    Files.createFile(desktop);

    assertThat(DockerHost.locate(null, folder.resolve("system.sock"), folder))
        .isEqualTo(URI.create("unix://" + desktop));
  }

  @Test
  void refusesWhatIsNoAddressAtAll() {
    assertThatThrownBy(() -> DockerHost.locate("not an address"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
