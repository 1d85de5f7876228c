package dev.alknet.runtime.transport;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;

/// A Unix domain socket of this process, which only its own user and root may use.
public final class LocalSocket implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LocalSocket.class.getName());

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Path path;
  private final ServerSocketChannel server;
  private final UserPrincipal self;
  private final Object file;

  private LocalSocket(Path path, ServerSocketChannel server) throws IOException {
    this.path = path;
    this.server = server;
    this.self = LocalPeer.self();
    this.file = fileAt(path);
  }

  /// Takes what a program of the user sends, and closes the socket.
  @FunctionalInterface
  public interface Host {
    void welcome(SocketChannel socket) throws IOException;
  }

  /// Makes a socket at `path`, which answers from the moment the file is there. One that a dead node
  /// left there is replaced; one where a node answers, and any other file, is not.
  public static LocalSocket bind(Path path) throws IOException {
    removeStale(path);
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    var unlistened = unlistened(path);
    try {
      server.bind(UnixDomainSocketAddress.of(unlistened));
      Files.setPosixFilePermissions(unlistened, PosixFilePermissions.fromString("rw-------"));
      Files.createLink(path, unlistened); // fails when somebody is faster, which a rename does not
      Files.delete(unlistened);
      return new LocalSocket(path, server);
    } catch (IOException e) {
      server.close();
      Files.deleteIfExists(unlistened);
      var why =
          e instanceof FileAlreadyExistsException ? "another node came first" : e.getMessage();
      throw new IOException("cannot listen at %s: %s".formatted(path, why), e);
    }
  }

  /// Connects to the node at `path`; says so when none is there, or that of another user.
  public static SocketChannel connect(Path path) throws IOException {
    var socket = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      socket.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      socket.close();
      throw new IOException("no node is running at %s: %s".formatted(path, e.getMessage()), e);
    }
    try {
      var peer = LocalPeer.of(socket);
      if (!LocalPeer.trusted(peer, LocalPeer.self())) {
        throw new IOException("the node at %s runs as user %s".formatted(path, peer.getName()));
      }
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// Whether somebody listens at `path`.
  public static boolean answers(Path path) throws IOException {
    if (!Files.exists(path)) {
      return false;
    }
    try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return true;
    } catch (ConnectException _) {
      return false;
    }
  }

  /// Lets `host` have whoever comes, one after the other on one virtual thread, until this is closed.
  public void serve(Host host) {
    var _ = Thread.ofVirtual().name("accept " + path).start(() -> acceptAll(host));
  }

  /// Lets nobody in any more and removes the socket file. Who is in stays.
  @Override
  public void close() {
    stopped.countDown();
    try {
      server.close();
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && fileAt(path).equals(file)) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "closing " + path, e);
    }
  }

  /// A socket's file appears before anybody listens, with rights that are not its last: it does so
  /// here. The name is not longer than those of sockets, since the length of their paths is limited.
  private static Path unlistened(Path path) {
    return path.resolveSibling(".%08x".formatted(ThreadLocalRandom.current().nextInt()));
  }

  private static void removeStale(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    var attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isOther()) {
      throw new IOException("%s is no socket; it is left as it is".formatted(path));
    }
    if (answers(path)) {
      throw new IOException("a node is running at %s already".formatted(path));
    }
    Files.delete(path);
  }

  private static Object fileAt(Path path) throws IOException {
    var attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return Objects.requireNonNull(attributes.fileKey(), "file key");
  }

  private void acceptAll(Host host) {
    try {
      new AcceptLoop(() -> welcome(server.accept(), host), stopped).run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void welcome(SocketChannel socket, Host host) throws IOException {
    if (trusted(socket)) {
      host.welcome(socket);
    } else {
      socket.close();
    }
  }

  private boolean trusted(SocketChannel socket) {
    try {
      var peer = LocalPeer.of(socket);
      if (!LocalPeer.trusted(peer, self)) {
        LOG.log(Level.WARNING, "refused user {0} at {1}", peer.getName(), path);
        return false;
      }
      return true;
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "somebody went away at " + path, e);
      return false;
    }
  }
}
