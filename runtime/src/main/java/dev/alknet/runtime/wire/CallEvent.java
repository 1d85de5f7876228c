package dev.alknet.runtime.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.operation.CallError;

/// One message of a call; `id` ties it to its call. Source: call.md §3.
public sealed interface CallEvent {
  /// Which call it belongs to.
  CallId id();

  /// The caller wants an operation run.
  record Requested(CallId id, Request request) implements CallEvent {}

  /// An output: the only one, or one of a subscription.
  record Responded(CallId id, JsonNode output) implements CallEvent {}

  /// A subscription has ended by itself.
  record Completed(CallId id) implements CallEvent {}

  /// Whoever sent it has given the call up.
  record Aborted(CallId id) implements CallEvent {}

  /// The call has failed.
  record Failed(CallId id, CallError error) implements CallEvent {}

  /// A type this node does not know; ignored (call.md §2.2).
  record Unknown(CallId id, String type) implements CallEvent {}
}
