package dev.alknet.runtime.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.OperationKind;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.wire.Request;
import org.jspecify.annotations.Nullable;

/// How a call gets from a connection to the operation that does it.
sealed interface Route {
  /// The node at the other end does it.
  record Direct() implements Route {}

  /// A peer of the node at the other end does it; that node passes it on to its operator's peers.
  record Through(String peer) implements Route {}

  /// The request that has `operation` run with `input`; `whom` is on whose behalf, if anybody's.
  default Request request(OperationSpec operation, JsonNode input, @Nullable Identity whom) {
    return request(operation.name().value(), operation.kind(), input, whom);
  }

  /// The request that opens a session with `operation`.
  default Request rawRequest(OperationSpec operation, JsonNode input, @Nullable Identity whom) {
    return switch (this) {
      case Direct _ -> new Request(operation.name().value(), input, null, whom, Request.RAW);
      case Through(var peer) -> new Request("peer/raw",
          wrapped(peer, operation.name().value(), input), null, whom, Request.RAW);
    };
  }

  /// The same, for an operation of which only name and kind are known.
  default Request request(String operation, OperationKind kind, JsonNode input,
      @Nullable Identity whom) {
    return switch (this) {
      case Direct _ -> new Request(operation, input, null, whom, Request.JSON);
      case Through(var peer) -> new Request(switch (kind) {
        case QUERY, MUTATION -> "peer/invoke";
        case SUBSCRIPTION -> "peer/subscribe";
      }, wrapped(peer, operation, input), null, whom, Request.JSON);
    };
  }

  private static JsonNode wrapped(String peer, String operation, JsonNode input) {
    var wrapped = JsonNodeFactory.instance.objectNode()
        .put("peer", peer)
        .put("operation", operation);
    wrapped.set("input", input);
    return wrapped;
  }
}
