package dev.alknet.runtime.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.RawJson;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.CallError;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a payload says. Lenient: what is missing or malformed counts as the least it can mean.
/// Source: call.md §3.1, §3.2.
final class Payload {
  /// A longer claim counts as malformed: it is parsed here, where the bytes arrive.
  static final int MAX_CLAIM = 64 << 10;

  /// No token of 4096 characters takes more bytes, however it is written.
  static final int MAX_TOKEN = 6 * 4096 + 2;

  private final Map<Member, Slice> members;

  Payload(Map<Member, Slice> members) {
    this.members = members;
  }

  Request request() {
    var written = members.containsKey(Member.OPERATION_ID) ? Member.OPERATION_ID : Member.OPERATION;
    var operation = string(written);
    var carriage = members.get(Member.CARRIAGE);
    return new Request(operation == null ? "" : operation, raw(Member.INPUT),
        token(), forwardedFor(),
        carriage == null ? Request.JSON : carriage.asText());
  }

  JsonNode output() {
    return raw(Member.OUTPUT);
  }

  CallError error() {
    var code = string(Member.CODE);
    var message = string(Member.MESSAGE);
    var retryable = members.get(Member.RETRYABLE);
    var details = raw(Member.DETAILS);
    var vague = CallError.internal();
    return new CallError(code == null || code.isBlank() ? vague.code() : code,
        message == null ? vague.message() : message,
        retryable != null && retryable.startsWith('t'),
        details instanceof NullNode ? null : details);
  }

  /// A token that nobody can have is not even copied.
  private @Nullable String token() {
    var token = members.get(Member.AUTH_TOKEN);
    return token == null || token.length() > MAX_TOKEN ? null : string(Member.AUTH_TOKEN);
  }

  private @Nullable Identity forwardedFor() {
    var claim = raw(Member.FORWARDED_FOR);
    return claim instanceof RawJson text && text.length() <= MAX_CLAIM ? identity(text) : null;
  }

  /// A string; null when it is something else or absent.
  private @Nullable String string(Member member) {
    var value = members.get(member);
    return value != null && value.isString() ? value.asText() : null;
  }

  /// The value, not parsed; JSON null when it is absent.
  private JsonNode raw(Member member) {
    var value = members.get(member);
    return value == null || value.startsWith('n') ? NullNode.getInstance() : value.raw();
  }

  private static @Nullable Identity identity(JsonNode claim) {
    var id = claim.path("id").asText();
    var scopes = strings(claim.path("scopes"));
    var resources = resources(claim.path("resources"));
    if (!claim.path("id").isTextual() || id.isBlank() || scopes.isEmpty() || resources.isEmpty()) {
      return null;
    }
    return new Identity(id, scopes.get(), resources.get());
  }

  private static Optional<Map<String, Set<String>>> resources(JsonNode json) {
    if (!json.isObject() && !json.isMissingNode()) {
      return Optional.empty();
    }
    var resources = new HashMap<String, Set<String>>();
    for (var entry : json.properties()) {
      var actions = strings(entry.getValue());
      if (actions.isEmpty()) {
        return Optional.empty();
      }
      resources.put(entry.getKey(), actions.get());
    }
    return Optional.of(resources);
  }

  /// An array of strings, or nothing at all; empty when it is something else.
  private static Optional<Set<String>> strings(JsonNode json) {
    if (!json.isArray() && !json.isMissingNode()) {
      return Optional.empty();
    }
    var strings = new HashSet<String>();
    for (var item : json) {
      if (!item.isTextual()) {
        return Optional.empty();
      }
      strings.add(item.asText());
    }
    return Optional.of(strings);
  }
}
