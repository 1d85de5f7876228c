package dev.alknet.repl.command;

import dev.alknet.runtime.identity.Fingerprint;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Somebody's key and how he is called here: `NAME=ed25519:KEY`.
record NamedKey(String name, Fingerprint key) {
  /// Reads it from the command line.
  static final class Reader implements ITypeConverter<NamedKey> {
    @Override
    public NamedKey convert(String text) {
      var equals = text.indexOf('=');
      if (equals < 0) {
        throw new TypeConversionException("not a name and a key: '" + text
            + "' (expected NAME=ed25519:KEY, as `alk key` prints the key)");
      }
      try {
        return new NamedKey(PeerName.require(text.substring(0, equals)),
            new Fingerprint(text.substring(equals + 1)));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
