package dev.alknet.repl.shell;

/// What stands before an input, before its further lines, and at the right end of its first one.
record Prompt(String first, String more, String right) {
  /// The usual one; `peer` is where calls go, and `kept` the name of the last result, or empty.
  static Prompt of(String peer, String kept) {
    var first = peer.isEmpty() ? "alk> " : "alk@" + peer + "> ";
    return new Prompt(first, ".".repeat(first.length() - 2) + "> ", kept);
  }
}
