package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/// One request to the daemon. `path` carries its query, already encoded.
record EngineRequest(String method, String path, Map<String, String> headers, Content content) {
  private static final String UPGRADE = "Upgrade";

  /// What a request carries.
  sealed interface Content {
    record None() implements Content {}

    record Sized(InputStream source, long length) implements Content {}

    /// Sent in chunks until the source ends.
    record Unsized(InputStream source) implements Content {}
  }

  EngineRequest {
    headers = Map.copyOf(headers);
  }

  /// Without the headers, which may hold a secret.
  @Override
  public String toString() {
    return method + " " + path;
  }

  static EngineRequest get(String path) {
    return new EngineRequest("GET", path, Map.of(), new Content.None());
  }

  static EngineRequest post(String path) {
    return new EngineRequest("POST", path, Map.of(), new Content.None());
  }

  static EngineRequest post(String path, JsonNode body) {
    return new EngineRequest("POST", path, Map.of("Content-Type", "application/json"), sized(body));
  }

  static EngineRequest delete(String path) {
    return new EngineRequest("DELETE", path, Map.of(), new Content.None());
  }

  /// Asks for the connection itself: after the answer it carries bytes both ways.
  static EngineRequest session(String path, JsonNode body) {
    return new EngineRequest("POST", path, Map.of("Content-Type", "application/json", UPGRADE,
        "tcp"), sized(body));
  }

  /// The same without a body, for a path whose daemon reads none: it would reach the process.
  static EngineRequest session(String path) {
    return new EngineRequest("POST", path, Map.of(UPGRADE, "tcp"), new Content.None());
  }

  static EngineRequest putTar(String path, InputStream tar) {
    return new EngineRequest("PUT", path, Map.of("Content-Type", "application/x-tar"),
        new Content.Unsized(tar));
  }

  static EngineRequest postTar(String path, InputStream tar) {
    return new EngineRequest("POST", path, Map.of("Content-Type", "application/x-tar"),
        new Content.Unsized(tar));
  }

  /// The same request with these headers too.
  EngineRequest with(Map<String, String> others) {
    var more = new TreeMap<>(headers);
    more.putAll(others);
    return new EngineRequest(method, path, more, content);
  }

  /// Whether the connection is to become a session.
  boolean upgrades() {
    return headers.containsKey(UPGRADE);
  }

  private static Content sized(JsonNode body) {
    var bytes = body.toString().getBytes(UTF_8);
    return new Content.Sized(new ByteArrayInputStream(bytes), bytes.length);
  }

  /// The same request below a prefix such as `/v1.41`.
  EngineRequest below(String prefix) {
    return new EngineRequest(method, prefix + path, headers, content);
  }
}
