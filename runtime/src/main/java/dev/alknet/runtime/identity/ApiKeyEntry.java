package dev.alknet.runtime.identity;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A bearer token for a client that is no peer. Its first eight characters, `alk_` and four more,
/// are its `prefix`, which is public and names the client; it grants scopes and no resources.
/// It is refused from `expiresAt` on; absent means never. Source: call.md §8.1, §8.2.
public record ApiKeyEntry(String prefix, TokenHash hash, Set<String> scopes, String description,
    @Nullable Instant expiresAt) {
  /// How every API key begins.
  public static final String MARK = "alk_";

  /// How much of an API key is public.
  public static final int PREFIX_LENGTH = 8;

  public ApiKeyEntry {
    if (prefix.length() != PREFIX_LENGTH || !prefix.startsWith(MARK)) {
      throw new IllegalArgumentException("not the prefix of an API key: '" + prefix
          + "' (expected alk_ and four more characters)");
    }
    scopes = Set.copyOf(scopes);
  }

  /// The same key, refused from `end` on.
  ApiKeyEntry expiring(Instant end) {
    return new ApiKeyEntry(prefix, hash, scopes, description, end);
  }

  /// Whether it is still good.
  public boolean validAt(Instant now) {
    return expiresAt == null || now.isBefore(expiresAt);
  }

  /// Who its bearer is to the access check.
  public Identity identity() {
    return new Identity(prefix, scopes, Map.of());
  }
}
