package dev.alknet.runtime.identity;

/// Whose a resource is cannot be told now: the store that should know has failed. Whoever asks on
/// behalf of a caller refuses. Source: vault-store-script.md §2; ruling 18.
public final class OwnershipUnknownException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// `message` is for the log of this node.
  public OwnershipUnknownException(String message) {
    super(message);
  }
}
