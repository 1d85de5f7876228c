package dev.alknet.stdlib.container;

import java.util.Locale;

/// Where a piece of work runs.
enum ProviderName {
  DOCKER, PROCESS;

  /// The spelling in JSON.
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
