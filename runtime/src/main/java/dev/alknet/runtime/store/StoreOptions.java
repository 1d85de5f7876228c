package dev.alknet.runtime.store;

import java.time.Duration;
import java.time.InstantSource;

/// How stores are opened.
///
/// `node` tells this node's ownership from that of others in the same database; it must stay the same
/// for as long as the node has what it recorded. `password` is for PostgreSQL. `poll` is how often an
/// SQLite file is looked at for what other processes wrote: from 1 ms to 1 s.
public record StoreOptions(String node, StorePassword password, Duration poll,
    InstantSource clock, StoreListener listener) {
  private static final Duration SHORTEST_POLL = Duration.ofMillis(1);
  private static final Duration LONGEST_POLL = Duration.ofSeconds(1);

  public StoreOptions {
    if (node.isBlank()) {
      throw new IllegalArgumentException("the node has no name");
    }
    if (poll.compareTo(SHORTEST_POLL) < 0 || poll.compareTo(LONGEST_POLL) > 0) {
      throw new IllegalArgumentException(
          "poll is %s (expected from 1 ms to 1 s)".formatted(poll));
    }
  }

  /// For the node of this name: no password, a look every 5 ms, and what there is to say in the log.
  public static StoreOptions of(String node) {
    return new StoreOptions(node, StorePassword.NONE, Duration.ofMillis(5), InstantSource.system(),
        StoreListener.LOG);
  }

  public StoreOptions withPassword(StorePassword other) {
    return new StoreOptions(node, other, poll, clock, listener);
  }

  public StoreOptions withPoll(Duration other) {
    return new StoreOptions(node, password, other, clock, listener);
  }

  public StoreOptions withClock(InstantSource other) {
    return new StoreOptions(node, password, poll, other, listener);
  }

  public StoreOptions withListener(StoreListener other) {
    return new StoreOptions(node, password, poll, clock, other);
  }
}
