package dev.alknet.stdlib.container;

/// How started work is known to the tree of the call that started it.
final class HeldWork {
  private HeldWork() {}

  /// What people read when it was removed because of an abort.
  static String nameOf(String container) {
    return "container " + container;
  }
}
