package dev.alknet.tests;

import java.util.concurrent.atomic.AtomicInteger;

/// How the tries of a chaos test ended. Safe for use by many threads.
final class ChaosTally {
  private final AtomicInteger whole = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  /// All was told.
  void whole() {
    whole.incrementAndGet();
  }

  /// An error said that not all was told.
  void broken() {
    broken.incrementAndGet();
  }

  /// The engine that was killed refuses to go on with its container.
  void refused() {
    refused.incrementAndGet();
  }

  @Override
  public String toString() {
    return "%d ended whole, %d broke off, %d were refused by a killed engine".formatted(whole.get(),
        broken.get(), refused.get());
  }
}
