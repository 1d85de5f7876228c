package dev.alknet.runtime.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.PeerRef;
import dev.alknet.runtime.call.RawJson;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationName;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.operation.Shortened;
import dev.alknet.runtime.registry.CallRecord;
import dev.alknet.runtime.registry.Via;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What a line says of a call: who, by which way, what, on what, with what, how it ended.
///
/// The input of a call that was refused is left out: nobody has judged it, so that a secret may stand
/// anywhere in it. Words of strangers are cut short.
final class CallLine {
  /// How many bytes of an input are kept.
  static final int MAX_INPUT = 2048;

  private static final String CANCELLED = "ABORTED";

  private final CallRecord call;
  private final ObjectNode line = JsonNodeFactory.instance.objectNode();

  private CallLine(CallRecord call) {
    this.call = call;
  }

  /// The members of the line, without braces.
  static String members(CallRecord call) {
    return members(new CallLine(call).line());
  }

  /// The members of an object, without its braces.
  static String members(ObjectNode object) {
    var text = object.toString();
    return text.substring(1, text.length() - 1);
  }

  private ObjectNode line() {
    who();
    what();
    end();
    return line.put("ms", call.took().toMillis())
        .put("request", Shortened.of(call.request().value()));
  }

  private void who() {
    var caller = call.caller();
    line.put("caller", id(caller.identity()));
    if (caller.via() instanceof Via.Peer(var key) && key != null) {
      line.put("key", key.text());
    }
    if (caller.forwardedFor() != null) {
      line.put("forwarded_for", id(caller.forwardedFor()));
    }
    line.put("via", caller.via().text());
  }

  private void what() {
    var spec = call.spec();
    line.put("operation", spec == null
        ? Shortened.of(OperationName.canonical(call.operation()))
        : spec.name().value());
    if (call.peer() instanceof PeerRef.Specific(var peer)) {
      line.put("peer", Shortened.of(peer));
    }
    if (spec == null) {
      return;
    }
    var admitted = !(call.end() instanceof CallRecord.End.Refused);
    if (admitted || spec.resourceIdPath() != null) {
      var input = spec.input().withoutWriteOnly(RawJson.plain(call.input()));
      resource(spec, input);
      if (admitted) {
        input(input);
      }
    }
  }

  private void resource(OperationSpec spec, JsonNode input) {
    var path = spec.resourceIdPath();
    var id = path == null ? null : path.in(input).orElse(null);
    if (id == null) {
      return;
    }
    var resource = line.putObject("resource");
    if (spec.access().resourceType() != null) {
      resource.put("type", spec.access().resourceType());
    }
    resource.put("id", Shortened.of(id));
  }

  private void input(JsonNode input) {
    if (input.isMissingNode()) {
      return;
    }
    var text = input.toString().getBytes(StandardCharsets.UTF_8);
    if (text.length <= MAX_INPUT) {
      line.set("input", input);
    } else {
      line.put("input_start", start(text)).put("input_bytes", text.length);
    }
  }

  /// As many whole characters as fit.
  private static String start(byte[] text) {
    int end = MAX_INPUT;
    while ((text[end] & 0xC0) == 0x80) {
      end--;
    }
    return StandardCharsets.UTF_8.decode(ByteBuffer.wrap(text, 0, end)).toString();
  }

  private void end() {
    switch (call.end()) {
      case CallRecord.End.Refused(var why) -> {
        line.put("outcome", why.code()).put("refused", true);
        if (why.is(ProtocolCode.FORBIDDEN)) {
          line.put("reason", Shortened.of(why.message()));
        }
      }
      case CallRecord.End.Succeeded _ -> line.put("outcome", "ok");
      case CallRecord.End.Failed(var error) -> line.put("outcome", Shortened.of(error.code()));
      case CallRecord.End.Aborted(var why) ->
        line.put("outcome", why.equals(CallError.cancelled()) ? CANCELLED : why.code());
    }
  }

  private static @Nullable String id(@Nullable Identity identity) {
    return identity == null ? null : Shortened.of(identity.id());
  }
}
