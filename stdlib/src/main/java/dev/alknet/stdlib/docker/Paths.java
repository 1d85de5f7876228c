package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/// Paths of the Engine API, with what callers wrote safely inside.
final class Paths {
  private Paths() {}

  /// Something of one container, such as `/containers/web/json`.
  static String container(String id, String what) {
    return "/containers/" + encoded(id) + "/" + what;
  }

  /// The name of an image within a path, which its slashes and colons are part of.
  static String name(String image) {
    return encoded(image).replace("%2F", "/").replace("%3A", ":").replace("%40", "@");
  }

  /// A value for a query.
  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
