package dev.alknet.runtime.call;

import java.util.UUID;

/// Ties everything that belongs to one call together; opaque and unpredictable (call.md §2.3).
public record CallId(String value) {
  /// A fresh id that nobody can guess.
  public static CallId random() {
    return new CallId(UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
