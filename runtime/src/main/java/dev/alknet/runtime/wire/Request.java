package dev.alknet.runtime.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.identity.Identity;
import org.jspecify.annotations.Nullable;

/// What a caller asks for. `operation` is as it was written, perhaps with a leading slash, or empty;
/// `carriage` is what the caller wrote, `json` when it wrote nothing. `forwardedFor` is a claim about
/// whom the caller acts for and proves nothing. Source: call.md §3.1.
public record Request(String operation, JsonNode input, @Nullable String authToken,
    @Nullable Identity forwardedFor, String carriage) {
  /// Events as JSON frames, the default.
  public static final String JSON = "json";

  /// Raw chunks after the request.
  public static final String RAW = "raw";

  /// A plain request.
  public static Request of(String operation, JsonNode input) {
    return new Request(operation, input, null, null, JSON);
  }

  /// The same request with this token.
  public Request with(String token) {
    return new Request(operation, input, token, forwardedFor, carriage);
  }

  /// Without the token.
  @Override
  public String toString() {
    return "Request[%s, %s%s]".formatted(operation, carriage, authToken == null ? "" : ", token");
  }
}
