package dev.alknet.stdlib.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerHostTest {
  private static final String TCP = "tcp://10.0.0.1:2376";

  @TempDir
  Path folder;

  @Test
  void believesWhatItIsGiven() {
    assertThat(DockerHost.locate(Map.of("DOCKER_HOST", TCP)))
        .isEqualTo(DockerHost.plain(URI.create(TCP)));
  }

  @Test
  void takesTheSystemsSocketWhenNothingIsGiven() {
    assertThat(located(Map.of("DOCKER_HOST", "")).address())
        .isEqualTo(URI.create("unix://" + folder.resolve("system.sock")));
  }

  @Test
  void takesTheDesktopsSocketWhenThatIsTheOnlyOne() throws Exception {
    var desktop = folder.resolve(".docker/run/docker.sock");
    Files.createDirectories(desktop.getParent());
    Files.createFile(desktop);

    assertThat(located(Map.of()).address()).isEqualTo(URI.create("unix://" + desktop));
  }

  @Test
  void refusesWhatIsNoAddressAtAll() {
    assertThatThrownBy(() -> DockerHost.locate(Map.of("DOCKER_HOST", "not an address")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void speaksTlsWhenAskedTo() throws Exception {
    var certificates = Files.createDirectory(folder.resolve("certificates"));
    for (var name : List.of("ca.pem", "cert.pem", "key.pem")) {
      Files.createFile(certificates.resolve(name));
    }

    assertThat(located(Map.of("DOCKER_HOST", TCP, "DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH",
        certificates.toString())).certificates()).isEqualTo(certificates);
  }

  @Test
  void aSocketOfThisMachineNeedsNoTls() {
    assertThat(located(Map.of("DOCKER_TLS_VERIFY", "1")).certificates()).isNull();
  }

  @Test
  void saysWhichFileOfTheCertificatesIsMissing() throws Exception {
    var certificates = Files.createDirectory(folder.resolve(".docker"));
    Files.createFile(certificates.resolve("ca.pem"));

    assertThatThrownBy(() -> located(Map.of("DOCKER_HOST", TCP, "DOCKER_TLS_VERIFY", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("DOCKER_TLS_VERIFY asks for TLS, and there is no cert.pem to read in "
            + certificates + " (DOCKER_CERT_PATH)");
  }

  private DockerHost located(Map<String, String> environment) {
    return DockerHost.locate(environment, folder.resolve("system.sock"), folder);
  }
}
