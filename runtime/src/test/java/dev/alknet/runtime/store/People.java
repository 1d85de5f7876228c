package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.ApiKeyEntry;
import dev.alknet.runtime.identity.EncryptedCredential;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.Invitation;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.identity.TokenHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Entries for tests.
final class People {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private People() {}

  static Fingerprint key(int number) {
    return new Fingerprint("ed25519:%064x".formatted(number));
  }

  /// A peer with everything set.
  static PeerEntry peer(String id, int key) {
    return new PeerEntry(id, List.of(key(key), new Fingerprint("SHA256:%064x".formatted(key))),
        TokenHash.of(token(id)), Set.of("container:run", "fs:read"),
        Map.of("container", Set.of("manage", "exec")), "Ä \"" + id + "\"", "10.0.0.1:7000", true);
  }

  static String token(String id) {
    return "token-of-" + id;
  }

  static ApiKeyEntry apiKey(String token) {
    return new ApiKeyEntry(token.substring(0, ApiKeyEntry.PREFIX_LENGTH), TokenHash.of(token),
        Set.of("fs:read"), "for a test", NOON);
  }

  static Invitation invitation(String token, Instant expiry) {
    return new Invitation(TokenHash.of(token), "guest", Set.of("fs:read"),
        Map.of("container", Set.of("exec")), expiry);
  }

  static EncryptedCredential credential(String text, int saltLength) {
    return new EncryptedCredential(2, new byte[saltLength], new byte[]{-1, 0, 1, 2},
        text.getBytes(StandardCharsets.UTF_8));
  }
}
