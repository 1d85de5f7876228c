package dev.alknet.runtime.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.RawJson;
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

  /// As much of an operation's description as gets through: raw carriage ends at the next node.
  default JsonNode carried(JsonNode description) {
    return switch (this) {
      case Direct _ -> description;
      case Through _ -> RawJson.plain(description) instanceof ObjectNode object
          ? object.put("raw", false)
          : description;
    };
  }

  /// The request that has `operation` run with `input`; `whom` is on whose behalf, if anybody's.
  default Request request(OperationSpec operation, JsonNode input, @Nullable Identity whom) {
    return request(operation.name().value(), operation.kind(), input, whom);
  }

  /// The same, for an operation of which only name and kind are known.
  default Request request(String operation, OperationKind kind, JsonNode input,
      @Nullable Identity whom) {
    return switch (this) {
      case Direct _ -> new Request(operation, input, null, whom, Request.JSON);
      case Through(var peer) -> {
        var wrapped = JsonNodeFactory.instance.objectNode()
            .put("peer", peer)
            .put("operation",
                operation);
        wrapped.set("input", input);
        yield new Request(switch (kind) {
          case QUERY, MUTATION -> "peer/invoke";
          case SUBSCRIPTION -> "peer/subscribe";
        }, wrapped, null, whom, Request.JSON);
      }
    };
  }
}
