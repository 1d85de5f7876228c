package dev.alknet.repl.shell;

import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.node.PeerAddress;
import dev.alknet.runtime.registry.PeerOverlay;
import java.io.IOException;
import java.util.List;

/// One node that is always there, `hub`, for the goldens.
final class DemoContacts implements Contacts {
  private static final String HUB = "hub";

  @Override
  public List<String> names() {
    return List.of(HUB);
  }

  @Override
  public String connect(Node node, String target) throws IOException {
    if (!target.equals(HUB)) {
      try {
        throw new IOException("cannot reach " + PeerAddress.parse(target).place());
      } catch (IllegalArgumentException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    var overlay = new PeerOverlay(node.registry());
    overlay.addImported(DemoFamily.imports(HUB));
    node.peers().attach(HUB, overlay);
    return HUB;
  }

  @Override
  public void close() {}
}
