package dev.alknet.runtime.config;

import com.fasterxml.jackson.databind.JsonNode;

/// One value that holds: its key (`audit.enabled`), the value (JSON null when there is none),
/// where it comes from, and whether it counts only when the node starts.
public record Setting(String key, JsonNode value, Source source, boolean restart) {
  /// Where a value comes from.
  public sealed interface Source {
    /// Nobody has said anything else.
    record Default() implements Source {
      @Override
      public String toString() {
        return "default";
      }
    }

    /// The file says so, in this line.
    record File(String file, int line) implements Source {
      @Override
      public String toString() {
        return file + ":" + line;
      }
    }

    /// The command line says so.
    record Option(String name) implements Source {
      @Override
      public String toString() {
        return name;
      }
    }
  }

  /// The same key with what the command line says.
  public Setting with(String option, JsonNode said) {
    return new Setting(key, said, new Source.Option(option), restart);
  }
}
