package dev.alknet.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.alknet.runtime.wire.CallEvent;
import dev.alknet.runtime.wire.EventCodec;
import dev.alknet.runtime.wire.InvalidFrameException;
import dev.alknet.runtime.wire.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The event codec: it accepts what Jackson, told to be strict, takes for an envelope, finds the same
/// in it, and what it accepted survives encoding and decoding (C01, C09, C11–C14).
public final class EventTarget {
  /// Longer inputs could reach the limits of levels and of numbers, where the two may differ.
  private static final int MAX_INPUT = 900;
  private static final byte[] BLANKS = {' ', ' ', ' ', ' '};
  private static final JsonMapper JACKSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();
  private static final JsonMapper NO_DUPLICATES = JACKSON.rebuild()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .build();

  private EventTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    var decoded = Memory.bounded(input, () -> Optional.ofNullable(decode(input)));
    decoded.ifPresent(EventTarget::survives);
    if (input.length > MAX_INPUT) {
      return;
    }
    decoded.ifPresentOrElse(event -> compare(event, jackson(JACKSON, input)),
        () -> check(!isEnvelope(jackson(NO_DUPLICATES, input)), "wrongly refused", null));
  }

  private static void survives(CallEvent event) {
    try {
      var frame = EventCodec.encode(event);
      var again = decode(Arrays.copyOfRange(frame, 4, frame.length));
      check(slashed(event).equals(again), "decoded again as", again);
    } catch (InvalidFrameException e) {
      throw new AssertionError("cannot be encoded: " + event, e);
    }
  }

  /// With the leading slash that encoding puts before an operation.
  private static CallEvent slashed(CallEvent event) {
    return event instanceof CallEvent.Requested(var id, var r) && !r.operation().startsWith("/")
        ? new CallEvent.Requested(id, new Request("/" + r.operation(), r.input(), r.authToken(),
            r.forwardedFor(), r.carriage()))
        : event;
  }

  private static void compare(CallEvent event, JsonNode json) {
    check(isEnvelope(json), "wrongly accepted", event);
    check(event.id().value().equals(json.path("id").textValue()), "another id", event);
    var payload = json.path("payload");
    switch (event) {
      case CallEvent.Requested(_, var request) -> compare(request, payload);
      case CallEvent.Responded(_, var output) -> same(output, payload.path("output"));
      case CallEvent.Failed(_, var error) -> same(error.details(), payload.path("details"));
      case CallEvent.Completed _, CallEvent.Aborted _, CallEvent.Unknown _ -> {
      }
    }
  }

  private static void compare(Request request, JsonNode payload) {
    var name = payload.has("operationId") ? "operationId" : "operation";
    var operation = payload.path(name).textValue();
    check(request.operation().equals(operation == null ? "" : operation), "another operation",
        request);
    check(Objects.equals(request.authToken(), payload.path("auth_token").textValue()),
        "another token", request);
    same(request.input(), payload.path("input"));
  }

  private static boolean isEnvelope(JsonNode json) {
    return json.isObject() && json.path("type").isTextual() && json.path("id").isTextual()
        && json.has("payload");
  }

  /// Absent and JSON null count as the same.
  private static void same(@Nullable JsonNode ours, JsonNode jacksons) {
    boolean nothing = jacksons.isNull() || jacksons.isMissingNode();
    check((ours == null || ours.isNull()) ? nothing : ours.equals(jacksons), "another value", ours);
  }

  private static @Nullable CallEvent decode(byte[] body) {
    try {
      return EventCodec.decode(body);
    } catch (InvalidFrameException _) {
      return null;
    }
  }

  /// What Jackson reads; nothing when it refuses. Blanks in front keep it from guessing encodings; it
  /// gets bytes because from characters it takes `ж` for the hexadecimal digit 6.
  private static JsonNode jackson(JsonMapper mapper, byte[] body) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      var padded = ByteBuffer.allocate(BLANKS.length + body.length).put(BLANKS).put(body).array();
      return mapper.readTree(padded);
    } catch (CharacterCodingException | JsonProcessingException _) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(boolean good, String problem, @Nullable Object what) {
    if (!good) {
      throw new AssertionError(problem + ": " + what);
    }
  }
}
