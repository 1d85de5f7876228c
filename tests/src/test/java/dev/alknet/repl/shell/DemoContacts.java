package dev.alknet.repl.shell;

import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.node.PeerAddress;
import dev.alknet.runtime.registry.PeerOverlay;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One node that is always there, `hub`, for the goldens.
final class DemoContacts implements Contacts {
  private static final String HUB = "hub";

  private @Nullable Runnable leave;

  @Override
  public List<String> names() {
    return List.of(HUB);
  }

  @Override
  public synchronized String connect(Node node, String target, Consumer<String> news)
      throws IOException {
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
    leave = () -> node.peers().detach(HUB, overlay);
    return HUB;
  }

  @Override
  public synchronized List<String> connected() {
    return leave == null ? List.of() : List.of(HUB);
  }

  @Override
  public synchronized boolean disconnect(String name) {
    if (leave == null || !name.equals(HUB)) {
      return false;
    }
    leave.run();
    leave = null;
    return true;
  }

  @Override
  public void close() {}
}
