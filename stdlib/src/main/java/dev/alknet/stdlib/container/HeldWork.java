package dev.alknet.stdlib.container;

import dev.alknet.runtime.call.Call;

/// How started work is known to the tree of the call that started it.
final class HeldWork {
  private HeldWork() {}

  /// What people read when it was removed because of an abort.
  static String nameOf(String container) {
    return "container " + container;
  }

  /// Forgets work that is gone, unless the abort of the whole tree is what made it go: then it is
  /// the tree's to report.
  static void dropUnlessAborted(Call call, String held) {
    var root = call;
    for (var above = call.parent(); above != null; above = above.parent()) {
      root = above;
    }
    if (root.aborted() == null) {
      call.tree().drop(held);
    }
  }
}
