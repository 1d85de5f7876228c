package dev.alknet.runtime.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.List;

/// The operations that somebody can reach, and the way to call them.
///
/// Whoever holds an env can reach what it reaches and nothing else. Failures come as
/// [CallException]; interrupting the waiting thread aborts the call. Source: call.md §13.3.
public interface Env {
  /// Runs a query or mutation to its end and answers its output.
  JsonNode invoke(String name, JsonNode input, CallOptions options) throws InterruptedException;

  /// Starts a subscription; the caller closes it.
  Subscription subscribe(String name, JsonNode input, CallOptions options);

  /// Starts a call with raw carriage and answers the caller's end of it, which the caller closes.
  RawChannel openRaw(String name, JsonNode input, CallOptions options);

  /// What can be reached, sorted by name.
  List<OperationSpec> operations();

  /// The description of one operation, or `NOT_FOUND`.
  OperationSpec describe(String name);

  /// The peers that are attached now, the one attached first before the others.
  List<String> peers();

  /// The same reach, but every call goes to this peer and no other; [#operations] and [#describe]
  /// show what it serves. Nobody asks here whether it is attached.
  Env peer(String id);

  /// [#invoke] with nothing special.
  default JsonNode invoke(String name, JsonNode input) throws InterruptedException {
    return invoke(name, input, CallOptions.DEFAULT);
  }

  /// [#subscribe] with nothing special.
  default Subscription subscribe(String name, JsonNode input) {
    return subscribe(name, input, CallOptions.DEFAULT);
  }
}
