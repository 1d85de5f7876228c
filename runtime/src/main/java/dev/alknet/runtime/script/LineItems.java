package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// Where the items of a subscription go that a typed line gave. Called by one thread at a time.
@FunctionalInterface
public interface LineItems {
  /// One item; `json` is absent for what JSON cannot say, and `display` is how the engine shows it.
  void item(@Nullable JsonNode json, String display);
}
