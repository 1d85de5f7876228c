package dev.alknet.runtime.script;

import java.util.List;

/// What an abort stopped: how many calls were running, what they had left running outside the
/// node and is now gone (`container web-1`), and whether everything had ended when this was written.
public record AbortReceipt(int calls, List<String> released, boolean quiet) {
  /// Nothing was running and nothing was held.
  public static final AbortReceipt NOTHING = new AbortReceipt(0, List.of(), true);

  public AbortReceipt {
    released = List.copyOf(released);
  }
}
