package dev.alknet.runtime.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/// Who is at the other end of a Unix domain socket: the kernel knows.
final class LocalPeer {
  private static final Set<String> ROOT = Set.of("root", "0");

  private static final Path PROCESS = Path.of("/proc/self");

  private LocalPeer() {}

  /// The user of this process. Linux shows it as the owner of the process, even when it has no name.
  static UserPrincipal self() throws IOException {
    if (Files.exists(PROCESS)) {
      return Files.getOwner(PROCESS);
    }
    return FileSystems.getDefault()
        .getUserPrincipalLookupService()
        .lookupPrincipalByName(System.getProperty("user.name"));
  }

  static UserPrincipal of(SocketChannel socket) throws IOException {
    return socket.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
  }

  /// Whether `peer` may do what `self` may: it is the same user, or root.
  static boolean trusted(UserPrincipal peer, UserPrincipal self) {
    return peer.equals(self) || ROOT.contains(peer.getName());
  }
}
