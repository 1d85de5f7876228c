package dev.alknet.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What runs the containers of a test.
public enum Provider {
  PROCESS, DOCKER;

  /// What tests lock that count what runs, or could be counted: there is one daemon for all.
  public static final String SHARED = "the containers of this machine";

  /// As it is typed.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Skips the test, or fails it where CI demands Docker, when this provider is not there.
  public void require() {
    if (this == DOCKER) {
      var host = System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
      var there = !host.startsWith("unix://") || Files.exists(Path.of(host.substring(7)));
      if (System.getenv("ALKNET_REQUIRE_DOCKER") != null) {
        assertThat(there).as("no Docker daemon at %s", host).isTrue();
      }
      assumeTrue(there, () -> "no Docker daemon at " + host + ": start one with tests/docker/up");
    }
  }
}
