package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.dockerjava.api.model.AuthConfig;
import dev.alknet.runtime.call.Capabilities;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a pull proves to a registry who asks: the header `X-Registry-Auth`, made of the secret that
/// the operation's capabilities hold for the registry of the image, and of nothing else.
///
/// The secret is `USER:PASSWORD`, or a token when it has no colon. Without one there is no header.
final class RegistryAuth {
  /// Under what name there is a secret for images whose reference names no registry.
  static final String DEFAULT = "default";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private RegistryAuth() {}

  /// The headers of a pull of this image.
  static Map<String, String> headers(ImageReference image, Capabilities capabilities) {
    var registry = image.registry();
    var found = capabilities.get(registry == null ? DEFAULT : registry);
    if (found.isEmpty()) {
      return Map.of();
    }
    try (var secret = found.get()) {
      var characters = secret.reveal();
      try {
        return Map.of("X-Registry-Auth", encoded(config(CharBuffer.wrap(characters), registry)));
      } finally {
        Arrays.fill(characters, '\0');
      }
    }
  }

  private static AuthConfig config(CharBuffer secret, @Nullable String registry) {
    var config = new AuthConfig().withRegistryAddress(registry);
    var colon = 0;
    while (colon < secret.length() && secret.charAt(colon) != ':') {
      colon++;
    }
    return colon == secret.length()
        ? config.withRegistrytoken(secret.toString())
        : config.withUsername(secret.subSequence(0, colon).toString())
            .withPassword(secret.subSequence(colon + 1, secret.length()).toString());
  }

  private static String encoded(AuthConfig config) {
    try {
      return Base64.getUrlEncoder()
          .encodeToString(JSON.writeValueAsString(config).getBytes(UTF_8));
    } catch (JsonProcessingException _) {
      throw new IllegalStateException("the credential of a registry cannot be written");
    }
  }
}
