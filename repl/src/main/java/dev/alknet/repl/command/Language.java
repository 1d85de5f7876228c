package dev.alknet.repl.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// In what language something is written.
enum Language {
  JAVASCRIPT, JAVA;

  /// Reads one as people write it.
  static final class Reader implements ITypeConverter<Language> {
    @Override
    public Language convert(String text) {
      return switch (text) {
        case "javascript", "js" -> JAVASCRIPT;
        case "java" -> JAVA;
        default ->
          throw new TypeConversionException("unknown language: '%s' (expected javascript or java)"
              .formatted(text));
      };
    }
  }
}
