package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.stdlib.InputParts;
import org.jspecify.annotations.Nullable;

/// How much a container may use, and whether it is started again when it ends; what is absent is
/// left to the daemon.
record Limits(@Nullable Long memory, @Nullable Long nanoCpus, @Nullable Restart restart) {
  /// `memory`, as one property of a schema.
  static final String MEMORY =
      """
      "memory": {
        "type": "integer", "minimum": 6291456,
        "description": "how much memory it may use, in bytes; as much again of swap"
      }""";

  /// `cpus`, as one property of a schema.
  static final String CPUS =
      """
      "cpus": {
        "type": "number", "exclusiveMinimum": 0, "maximum": 100000,
        "description": "how many processors it may keep busy, such as 1.5"
      }""";

  /// `restart`, as one property of a schema.
  static final String RESTART =
      """
      "restart": {
        "type": "object", "additionalProperties": false, "required": ["policy"],
        "description": "what happens when its program ends; without it nothing",
        "properties": {
          "policy": {
            "enum": ["no", "always", "unless-stopped", "on-failure"],
            "description": "when it is started again"
          },
          "maximumRetries": {
            "type": "integer", "minimum": 1, "maximum": 2147483647,
            "description": "with on-failure: how often; without it for ever"
          }
        }
      }""";

  /// What happens when the program ends; `maximumRetries` is 0 for no limit.
  record Restart(String policy, int maximumRetries) {}

  /// Reads them from an input.
  static Limits of(JsonNode input) {
    var restart = input.path("restart");
    return new Limits(
        input.has("memory") ? input.path("memory").longValue() : null,
        input.has("cpus") ? Math.round(input.path("cpus").doubleValue() * 1e9) : null,
        restart.isMissingNode() ? null : restart(restart));
  }

  private static Restart restart(JsonNode restart) {
    var policy = restart.path("policy").asText();
    if (restart.has("maximumRetries") && !policy.equals("on-failure")) {
      throw InputParts.invalid("/restart/maximumRetries",
          "goes with the policy on-failure only");
    }
    return new Restart(policy, restart.path("maximumRetries").asInt());
  }
}
