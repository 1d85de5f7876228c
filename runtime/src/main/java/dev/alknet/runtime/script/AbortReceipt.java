package dev.alknet.runtime.script;

import dev.alknet.runtime.call.Call;
import java.time.Duration;
import java.util.List;

/// What an abort stopped: how many calls were running, what they had left running outside the
/// node and is now gone (`container web-1`), what of it is not gone, because removing it failed or
/// still takes, and whether all calls had ended when this was written.
public record AbortReceipt(int calls, List<String> released, List<String> left, boolean quiet) {
  /// Nothing was running and nothing was held.
  public static final AbortReceipt NOTHING = new AbortReceipt(0, List.of(), List.of(), true);

  public AbortReceipt {
    released = List.copyOf(released);
    left = List.copyOf(left);
  }

  /// Waits up to `patience` for an aborted tree to be quiet and writes down what became of it.
  public static AbortReceipt of(Call root, Duration patience) throws InterruptedException {
    var quiet = root.awaitQuiet(patience);
    var tree = root.tree();
    return new AbortReceipt(tree.interrupted(), tree.released(), tree.left(), quiet);
  }
}
