package dev.alknet.runtime.identity;

import org.jspecify.annotations.Nullable;

/// A store cannot do what it was asked. Source: vault-store-script.md §2.2.
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1;

  /// Why.
  public enum Kind {
    /// The database fails, is full, is gone or was replaced.
    BACKEND("backend error"),
    /// What should be changed is not there.
    NOT_FOUND("not found"),
    /// A value cannot be stored as it is, or what is stored cannot be read.
    SERIALIZATION("serialization error");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  private final Kind kind;

  private StoreException(Kind kind, String message, @Nullable Throwable cause) {
    super(kind.text + ": " + message, cause);
    this.kind = kind;
  }

  public static StoreException backend(String message, @Nullable Throwable cause) {
    return new StoreException(Kind.BACKEND, message, cause);
  }

  public static StoreException notFound(String entity) {
    return new StoreException(Kind.NOT_FOUND, entity, null);
  }

  public static StoreException serialization(String message) {
    return new StoreException(Kind.SERIALIZATION, message, null);
  }

  public Kind kind() {
    return kind;
  }
}
