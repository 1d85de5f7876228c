package dev.alknet.repl.command;

import dev.alknet.runtime.operation.Limit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Limits as people write them: `wall=30s`, `heap=64MiB`, `calls=100`.
final class LimitText implements ITypeConverter<LimitText.Given> {
  /// A limit and how much it allows.
  record Given(Limit limit, long amount) {}

  @Override
  public Given convert(String text) {
    var parts = text.split("=", 2);
    if (parts.length < 2) {
      throw new TypeConversionException(
          "not a limit: '" + text + "' (expected NAME=AMOUNT, such as wall=30s or calls=100)");
    }
    try {
      var limit = Limit.named(parts[0]);
      return new Given(limit, limit.parse(parts[1]));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
