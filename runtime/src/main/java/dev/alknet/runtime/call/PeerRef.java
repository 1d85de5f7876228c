package dev.alknet.runtime.call;

/// Which peer a call is meant for. Source: call.md §13.2; ruling 4.
public sealed interface PeerRef {
  /// This peer and no other; never falls back to anything else.
  record Specific(String peer) implements PeerRef {}

  /// Whichever attached peer has the operation, the one attached first before the others.
  record Any() implements PeerRef {}
}
