package dev.alknet.runtime.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Counts the connections of each IP address, so that one of them cannot take them all. Who counts
/// has finished the handshake: nobody can use up the share of an address that is not his.
/// Source: call.md §23.
final class AddressQuota {
  private final Map<InetAddress, Integer> open = new ConcurrentHashMap<>();
  private final IntSupplier most;

  AddressQuota(IntSupplier most) {
    this.most = most;
  }

  /// Lets one more connection of this address in: run the answer when it is closed. `null` when there
  /// are as many as there may be at this moment.
  @Nullable
  Runnable enter(@Nullable SocketAddress remote) {
    if (!(remote instanceof InetSocketAddress place) || place.isUnresolved()) {
      return () -> {};
    }
    var address = place.getAddress();
    var limit = most.getAsInt();
    if (open.merge(address, 1, Integer::sum) > limit) {
      leave(address);
      return null;
    }
    return () -> leave(address);
  }

  private void leave(InetAddress address) {
    open.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
  }
}
