package dev.alknet.repl.command;

import dev.alknet.runtime.node.PeerAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A node to keep connected, and how it is called here, if somebody said so:
/// `[NAME=]HOST:PORT/ed25519:KEY`.
record DialledPeer(@Nullable String name, PeerAddress address) {
  /// Reads it from the command line.
  static final class Reader implements ITypeConverter<DialledPeer> {
    @Override
    public DialledPeer convert(String text) {
      var equals = text.indexOf('=');
      try {
        var name = equals < 0 ? null : PeerName.require(text.substring(0, equals));
        return new DialledPeer(name, PeerAddress.parse(text.substring(equals + 1)));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
