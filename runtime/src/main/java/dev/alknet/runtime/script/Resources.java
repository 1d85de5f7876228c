package dev.alknet.runtime.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Source;

/// The JavaScript that belongs to this package, read from its jar.
final class Resources {
  /// How this package's own frames are named in stack traces.
  static final String PREFIX = "alk/";

  private Resources() {}

  /// Not marked internal: the engine drops the awaiting callers of internal frames from stacks.
  static Source source(String name) {
    return Source.newBuilder("js", text(name), PREFIX + name).buildLiteral();
  }

  static String text(String name) {
    try (var in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing resource: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
