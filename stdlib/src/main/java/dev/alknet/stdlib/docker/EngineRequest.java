package dev.alknet.stdlib.docker;

import java.io.InputStream;
import java.util.Map;

/// One request to the daemon. `path` carries its query, already encoded.
record EngineRequest(String method, String path, Map<String, String> headers, Content content) {

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

  /// The same request with these headers.
  EngineRequest with(Map<String, String> others) {
    return new EngineRequest(method, path, others, content);
  }

  static EngineRequest postTar(String path, InputStream tar) {
    return new EngineRequest("POST", path, Map.of("Content-Type", "application/x-tar"),
        new Content.Unsized(tar));
  }

  /// The same request below a prefix such as `/v1.41`.
  EngineRequest below(String prefix) {
    return new EngineRequest(method, prefix + path, headers, content);
  }
}
