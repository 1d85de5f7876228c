package dev.alknet.runtime.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.CallError;
import java.nio.charset.StandardCharsets;

/// Prints an event as an envelope. Source: call.md §2.2, §3.
final class EventPrinter {
  private static final byte[] TYPE = ascii("{\"type\":");
  private static final byte[] ID = ascii(",\"id\":");
  private static final byte[] PAYLOAD = ascii(",\"payload\":{");
  private static final byte[] END = ascii("}}");
  private static final byte[] OPERATION = ascii("\"operationId\":");
  private static final byte[] INPUT = ascii(",\"input\":");
  private static final byte[] AUTH_TOKEN = ascii(",\"auth_token\":");
  private static final byte[] FORWARDED_FOR = ascii(",\"forwarded_for\":");
  private static final byte[] CARRIAGE = ascii(",\"carriage\":");
  private static final byte[] OUTPUT = ascii("\"output\":");
  private static final byte[] CODE = ascii("\"code\":");
  private static final byte[] MESSAGE = ascii(",\"message\":");
  private static final byte[] RETRYABLE = ascii(",\"retryable\":");
  private static final byte[] DETAILS = ascii(",\"details\":");

  private final JsonBuffer out;
  private final TreePrinter tree;

  EventPrinter(JsonBuffer out) {
    this.out = out;
    this.tree = new TreePrinter(out);
  }

  void print(CallEvent event) throws InvalidFrameException {
    out.ascii(TYPE);
    out.string(type(event));
    out.ascii(ID);
    out.string(event.id().value());
    out.ascii(PAYLOAD);
    switch (event) {
      case CallEvent.Requested(_, var request) -> request(request);
      case CallEvent.Responded(_, var output) -> value(OUTPUT, output);
      case CallEvent.Failed(_, var error) -> error(error);
      case CallEvent.Completed _, CallEvent.Aborted _, CallEvent.Unknown _ -> {
      }
    }
    out.ascii(END);
  }

  private static String type(CallEvent event) {
    return switch (event) {
      case CallEvent.Requested _ -> EventType.REQUESTED.text();
      case CallEvent.Responded _ -> EventType.RESPONDED.text();
      case CallEvent.Completed _ -> EventType.COMPLETED.text();
      case CallEvent.Aborted _ -> EventType.ABORTED.text();
      case CallEvent.Failed _ -> EventType.ERROR.text();
      case CallEvent.Unknown(_, var type) -> type;
    };
  }

  private void request(Request request) throws InvalidFrameException {
    var operation = request.operation();
    string(OPERATION, operation.startsWith("/") ? operation : "/" + operation);
    value(INPUT, request.input());
    if (request.authToken() != null) {
      string(AUTH_TOKEN, request.authToken());
    }
    if (request.forwardedFor() != null) {
      out.ascii(FORWARDED_FOR);
      identity(request.forwardedFor());
    }
    if (!request.carriage().equals(Request.JSON)) {
      string(CARRIAGE, request.carriage());
    }
  }

  private void identity(Identity identity) throws InvalidFrameException {
    var resources = JsonNodeFactory.instance.objectNode();
    identity.resources().forEach((type, actions) -> actions.forEach(resources.putArray(type)::add));
    var json = JsonNodeFactory.instance.objectNode().put("id", identity.id());
    identity.scopes().forEach(json.putArray("scopes")::add);
    tree.print(json.set("resources", resources));
  }

  private void error(CallError error) throws InvalidFrameException {
    string(CODE, error.code());
    string(MESSAGE, error.message());
    out.ascii(RETRYABLE);
    out.ascii(String.valueOf(error.retryable()));
    if (error.details() != null) {
      value(DETAILS, error.details());
    }
  }

  private void string(byte[] name, String value) throws InvalidFrameException {
    out.ascii(name);
    out.string(value);
  }

  private void value(byte[] name, JsonNode value) throws InvalidFrameException {
    out.ascii(name);
    tree.print(value);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
