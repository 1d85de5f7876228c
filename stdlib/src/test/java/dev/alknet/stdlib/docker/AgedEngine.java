package dev.alknet.stdlib.docker;

import java.net.URI;

/// A real daemon that claims to be an old one: it offers an old version only, and what is asked in
/// that version it answers as its kind did then.
final class AgedEngine extends EngineFront {
  private final String version;

  AgedEngine(URI daemon, String version) {
    super(daemon);
    this.version = version;
  }

  @Override
  String answer(String request) {
    if (!request.startsWith("GET /version ")) {
      return "";
    }
    var offer = "{\"ApiVersion\": \"%s\"}".formatted(version);
    return "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(offer.length(), offer);
  }
}
