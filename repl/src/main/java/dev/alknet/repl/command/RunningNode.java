package dev.alknet.repl.command;

import dev.alknet.runtime.node.PeerAddress;
import java.util.Map;
import java.util.Stack;
import java.util.regex.Pattern;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/// A node in another process, as `--connect` names it.
sealed interface RunningNode {
  /// The one that listens at the socket in the home folder.
  record AtSocket() implements RunningNode {}

  /// The one at this address.
  record AtAddress(PeerAddress address) implements RunningNode {}

  /// Somebody's public endpoint, known by a certificate for its host.
  record Public(String host, int port) implements RunningNode {}

  /// Reads the value of `--connect`; an empty one means the socket.
  final class Reader implements ITypeConverter<RunningNode> {
    @Override
    public RunningNode convert(String text) {
      try {
        return text.isEmpty() ? new AtSocket() : new AtAddress(PeerAddress.parse(text));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /// Leaves the word after `--connect` alone unless somebody meant an address: the word may be the
  /// script or the operation. A mistyped address is taken too, to be complained about as one.
  final class NextWord implements IParameterPreprocessor {
    private static final Pattern MEANT = Pattern.compile("[^\\s/]+:\\d+(/\\S*)?|\\S*ed25519:\\S*");

    @Override
    public boolean preprocess(Stack<String> words, CommandSpec command, ArgSpec option,
        Map<String, Object> info) {
      if (" ".equals(info.get("separator"))
          && (words.isEmpty() || !MEANT.matcher(words.peek()).matches())) {
        words.push("");
      }
      return false;
    }
  }
}
