package dev.alknet.runtime.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.operation.CallError;

/// Something this node has asked of the other end and not got to the end of. It is told what
/// arrives by the thread that reads the stream, and must not block it.
sealed interface Pending permits PendingCall, PendingSubscription {
  CallId id();

  /// The stream the request went out on: if it breaks, so does this.
  CallStream stream();

  /// An output has come; true when nothing more is expected.
  boolean responded(JsonNode output);

  /// The other end has no more outputs.
  void completed();

  /// It has failed, there or on the way.
  void failed(CallError error);
}
