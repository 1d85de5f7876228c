package dev.alknet.repl.shell;

/// What stands before an input, and before its further lines.
record Prompt(String first, String more) {
  /// The usual one; `peer` is where calls go, or empty.
  static Prompt of(String peer) {
    var first = peer.isEmpty() ? "alk> " : "alk@" + peer + "> ";
    return new Prompt(first, ".".repeat(first.length() - 2) + "> ");
  }
}
