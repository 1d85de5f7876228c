package dev.alknet.repl.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What this process was started in, as far as a node may know: where the Docker daemon listens and
/// in which folder the certificates for it are (`DOCKER_HOST`, `DOCKER_TLS_VERIFY`,
/// `DOCKER_CERT_PATH`), and what the programs it starts inherit. None of them is a secret, and nothing
/// else of the environment gets past this class. Source: call.md §12.
final class Surroundings {
  /// The variables that are read.
  private static final List<String> READ =
      List.of("DOCKER_HOST", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH",
          "PATH", "HOME", "LANG", "LC_ALL", "TMPDIR");

  private Surroundings() {}

  /// Those that are set.
  static Map<String, String> variables() {
    var set = new HashMap<String, String>();
    for (var name : READ) {
      var value = System.getenv(name);
      if (value != null) {
        set.put(name, value);
      }
    }
    return set;
  }
}
