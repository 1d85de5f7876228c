package dev.alknet.repl.render;

import dev.alknet.runtime.script.AbortReceipt;
import java.util.ArrayList;

/// What an abort stopped, in one line.
public final class ReceiptText {
  private ReceiptText() {}

  /// Such as `interrupted: stopped 3 calls, removed container run-1`; the cause alone when no call
  /// was running and nothing was held.
  public static String of(String cause, AbortReceipt receipt) {
    var parts = new ArrayList<String>();
    if (receipt.calls() > 0) {
      parts.add("stopped " + receipt.calls() + (receipt.calls() == 1 ? " call" : " calls"));
    }
    if (!receipt.released().isEmpty()) {
      parts.add("removed " + String.join(", ", receipt.released()));
    }
    if (!receipt.left().isEmpty()) {
      parts.add("could not remove " + String.join(", ", receipt.left()));
    }
    if (!receipt.quiet() && receipt.left().isEmpty()) {
      parts.add("something is still ending");
    }
    return parts.isEmpty() ? cause : cause + ": " + String.join(", ", parts);
  }
}
