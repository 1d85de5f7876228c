package dev.alknet.repl.render;

/// What a piece of an input is, as far as colours tell it.
public enum Syntax {
  /// A command to the shell.
  COMMAND,
  /// A word of the language.
  KEYWORD,
  /// A number, or `true`, `null` and the like.
  VALUE,
  /// A string, a part of a template, a regular expression.
  TEXT,
  /// What is there for readers only.
  COMMENT,
  /// The name of an operation that exists.
  OPERATION
}
