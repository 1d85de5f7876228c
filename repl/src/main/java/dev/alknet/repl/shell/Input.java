package dev.alknet.repl.shell;

import java.util.function.IntSupplier;

/// What was typed to be evaluated, once or again and again: one line of the session, all of whose results
/// are kept under one number.
final class Input {
  private final String code;
  private final String source;
  private int number;
  private String peer = "";

  /// What came from `source`, as a failure names it.
  Input(String code, String source) {
    this.code = code;
    this.source = source;
  }

  /// What was typed at the prompt.
  Input(String code) {
    this(code, "repl");
  }

  String source() {
    return source;
  }

  String code() {
    return code;
  }

  /// The peer where those of its calls go that name none; empty for none in particular.
  synchronized String peer() {
    return peer;
  }

  /// Those of its calls that name no peer go to this one.
  synchronized void goesTo(String id) {
    peer = id;
  }

  /// The number of its results; 0 while it has given none.
  synchronized int number() {
    return number;
  }

  /// It has given a result, which takes the next number unless it has one.
  synchronized void gave(IntSupplier next) {
    if (number == 0) {
      number = next.getAsInt();
    }
  }
}
