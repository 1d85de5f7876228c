package dev.alknet.runtime.config;

import java.util.List;

/// All that one reading of `alknet.yaml` says, with the defaults for what it does not say. Immutable:
/// whoever holds one sees one state of the file.
public record Config(StaticConfig fixed, DynamicConfig live, List<Setting> settings) {
  public Config {
    settings = List.copyOf(settings);
  }
}
