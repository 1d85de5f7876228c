package dev.alknet.repl.command;

import dev.alknet.repl.shell.Contacts;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.node.Outreach;
import dev.alknet.runtime.node.PeerAddress;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/// The peers that a home keeps, and every other node that somebody knows the address of. They are shown
/// the key of the home.
final class HomeContacts implements Contacts {
  private final AlkCommand alk;
  private @Nullable Outreach outreach;

  HomeContacts(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public List<String> names() throws IOException, InterruptedException {
    try (var kept = alk.store()) {
      return kept.identities()
          .index()
          .peers()
          .stream()
          .filter(peer -> peer.address() != null)
          .map(PeerEntry::id)
          .toList();
    }
  }

  @Override
  public String connect(Node node, String target, Consumer<String> news)
      throws IOException, InterruptedException {
    var peer = target.contains(":") ? dialled(target) : kept(target);
    var name = peer.name() == null ? peer.address().place() : peer.name();
    outreach(node).connect(name, peer.address(), new Outreach.News() {
      @Override
      public void lost(String gone) {
        news.accept(gone + " is gone; it is dialled again until .disconnect " + gone);
      }

      @Override
      public void back(String attached) {
        news.accept(attached + " is attached again");
      }
    });
    return name;
  }

  @Override
  public synchronized List<String> connected() {
    return outreach == null ? List.of() : outreach.names();
  }

  @Override
  public synchronized boolean disconnect(String name) {
    return outreach != null && outreach.disconnect(name);
  }

  @Override
  public synchronized void close() {
    if (outreach != null) {
      outreach.close();
    }
  }

  private synchronized Outreach outreach(Node node) throws IOException, InterruptedException {
    if (outreach == null) {
      outreach = Outreach.open(node, alk.assembly().key());
    }
    return outreach;
  }

  private static DialledPeer dialled(String target) throws IOException {
    try {
      return new DialledPeer.Reader().convert(target);
    } catch (TypeConversionException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private DialledPeer kept(String name) throws IOException, InterruptedException {
    try (var kept = alk.store()) {
      var peer = kept.identities().index().peer(name);
      if (peer == null) {
        throw new IOException("no peer named %s is kept in %s; see: alk peer list%s"
            .formatted(name, alk.assembly().home(), alk.homeWords()));
      }
      if (peer.address() == null || peer.fingerprints().isEmpty()) {
        throw new IOException(name + " has no address here: it dials this node, and not the other "
            + "way round");
      }
      return new DialledPeer(name,
          PeerAddress.parse(peer.address() + "/" + peer.fingerprints().getFirst()));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
