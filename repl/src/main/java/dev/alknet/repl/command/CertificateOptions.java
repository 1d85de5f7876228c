package dev.alknet.repl.command;

import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.identity.TlsIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a node shows to those who dial it: its own key, or certificates that a public authority has
/// signed.
final class CertificateOptions {
  @Option(names = "--tls-cert", paramLabel = "FILE",
      description = "show whoever dials these certificates (PEM) instead of the node's own key")
  private @Nullable Path certificates;

  @Option(names = "--tls-key", paramLabel = "FILE",
      description = "the private key of the first of them (PEM), which only you can read")
  private @Nullable Path key;

  /// Whether certificates are shown.
  boolean given() {
    return certificates != null;
  }

  /// What is shown.
  TlsIdentity shown(AlkCommand alk, NodeKey own) throws IOException {
    if (certificates != null && key != null) {
      return TlsIdentity.load(certificates, key);
    }
    if (certificates != null || key != null) {
      throw alk.usage("--tls-cert and --tls-key go together");
    }
    return TlsIdentity.of(own);
  }

  /// Where WebSockets are taken, which without certificates must be on this machine.
  @Nullable
  InetSocketAddress place(AlkCommand alk, @Nullable ListenAddress webSocket) throws IOException {
    var address = ListenAddress.resolved(webSocket);
    if (address != null && !given() && !address.getAddress().isLoopbackAddress()) {
      throw alk.usage("--websocket without --tls-cert is for this machine only, such as "
          + "127.0.0.1:8080");
    }
    return address;
  }
}
