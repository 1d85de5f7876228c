package dev.alknet.repl.command;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The version this build says it is.
final class Version implements IVersionProvider {
  /// From the jar's manifest; without a jar there is none.
  static String text() {
    return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(),
        "(not packaged)");
  }

  @Override
  public String[] getVersion() {
    return new String[]{"alk " + text() + ", Java " + Runtime.version()};
  }
}
