package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.dockerjava.api.model.AuthConfig;
import dev.alknet.runtime.call.Capabilities;
import dev.alknet.stdlib.InputParts;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How a pull, a push or a build proves to a registry who asks: a header made of the secrets that the
/// operation's capabilities hold for it, and of nothing else.
///
/// A secret is `USER:PASSWORD`, or a token when it has no colon. Without one there is no header.
final class RegistryAuth {
  /// Under what name there is a secret for images whose reference names no registry.
  static final String DEFAULT = "default";
  /// Under what name a build looks for the secret of such images.
  private static final String DOCKER_HUB = "https://index.docker.io/v1/";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private RegistryAuth() {}

  /// The headers of a pull or push of this image.
  static Map<String, String> headers(ImageReference image, Capabilities capabilities) {
    var registry = image.registry();
    return credential(registry, capabilities)
        .map(config -> Map.of("X-Registry-Auth", encoded(config)))
        .orElse(Map.of());
  }

  /// The headers of a build that may pull from these registries, [#DEFAULT] or hosts. One without a
  /// secret is an error.
  static Map<String, String> headers(List<String> registries, Capabilities capabilities) {
    var configs = new TreeMap<String, AuthConfig>();
    for (int i = 0; i < registries.size(); i++) {
      var named = registries.get(i);
      var known = named.equals(DEFAULT);
      var config = credential(known ? null : named, capabilities);
      if (config.isEmpty()) {
        throw InputParts.invalid("/registries/" + i,
            "the vault has no secret registry/%1$s, or is locked; put it there with 'alk vault put registry/%1$s'"
                .formatted(named));
      }
      configs.put(known ? DOCKER_HUB : named, config.get());
    }
    return configs.isEmpty() ? Map.of() : Map.of("X-Registry-Config", encoded(configs));
  }

  private static Optional<AuthConfig> credential(@Nullable String registry,
      Capabilities capabilities) {
    return capabilities.get(registry == null ? DEFAULT : registry).map(found -> {
      try (var secret = found) {
        var characters = secret.reveal();
        try {
          return config(CharBuffer.wrap(characters), registry);
        } finally {
          Arrays.fill(characters, '\0');
        }
      }
    });
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

  private static String encoded(Object config) {
    try {
      return Base64.getUrlEncoder()
          .encodeToString(JSON.writeValueAsString(config).getBytes(UTF_8));
    } catch (JsonProcessingException _) {
      throw new IllegalStateException("the credential of a registry cannot be written");
    }
  }
}
