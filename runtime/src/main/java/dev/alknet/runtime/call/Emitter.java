package dev.alknet.runtime.call;

import com.fasterxml.jackson.databind.JsonNode;

/// Where a streaming handler puts its items, one after the other.
@FunctionalInterface
public interface Emitter {
  /// Hands one item on and waits while the receiver is slow: back-pressure is a blocked thread.
  ///
  /// Throws [CallException] when nobody wants more items; a handler just lets it pass.
  void emit(JsonNode item) throws InterruptedException;
}
