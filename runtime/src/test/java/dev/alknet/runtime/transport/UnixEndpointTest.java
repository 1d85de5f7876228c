package dev.alknet.runtime.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class UnixEndpointTest {
  private final Guests guests = new Guests(UnixEndpoint.ALPN);
  private final ProtocolRouter router = ProtocolRouter.of(List.of(guests));

  @TempDir
  Path folder;

  private Path path;

  @BeforeEach
  void choosePath() {
    path = folder.resolve("node.sock");
  }

  @Test
  void isForItsOwnUserOnlyAndLeavesNothingBehind() throws Exception {
    try (var _ = open()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
      assertThat(folder.toFile().list()).containsExactly("node.sock");
    }

    assertThat(path).doesNotExist();
  }

  @Test
  void knowsThatTheOtherEndIsThisUser() throws Exception {
    try (var _ = open(); var near = UnixDialer.dial(path)) {
      var far = guests.next();

      assertThat(far.remote()).isEqualTo(new Credential.LocalUser());
      assertThat(near.remote()).isEqualTo(new Credential.LocalUser());
      assertThat(far.alpn()).isEqualTo("alknet/call");
      assertThat(far.multiplexes()).isFalse();
    }
  }

  @Test
  void trustsOnlyItsOwnUserAndRoot() {
    UserPrincipal me = () -> "me";

    assertThat(LocalPeer.trusted(me, me)).isTrue();
    assertThat(LocalPeer.trusted(() -> "root", me)).isTrue();
    assertThat(LocalPeer.trusted(() -> "somebody", me)).isFalse();
  }

  @Test
  void dialsAFurtherSocketForEachStream() throws Exception {
    try (var _ = open(); var near = UnixDialer.dial(path)) {
      for (var text : new String[]{"one", "two"}) {
        var got = new Collector();
        var stream = near.open();
        stream.write(text.getBytes(UTF_8));
        stream.finish();

        guests.next().accept().receive(got);

        assertThat(got.awaitEnd()).asString().isEqualTo(text);
      }
    }
  }

  @RepeatedTest(200)
  void answersFromTheMomentItsFileIsThere() throws Exception {
    var dialed = new CountDownLatch(1);
    var early = new FutureTask<>(() -> {
      while (true) {
        try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
          return "let in";
        } catch (SocketException e) {
          if (!"No such file or directory".equals(e.getMessage())) {
            return e.getMessage();
          }
          dialed.countDown();
        }
      }
    });
    Thread.ofPlatform().start(early);
    dialed.await();

    try (var _ = open()) {
      assertThat(early.get()).isEqualTo("let in");
    }
  }

  @Test
  void replacesTheSocketOfADeadNode() throws Exception {
    try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();

    try (var _ = open(); var _ = UnixDialer.dial(path)) {
      assertThat(guests.next()).isNotNull();
    }
  }

  @Test
  void leavesALiveNodeAndItsSocketAlone() throws Exception {
    try (var _ = open()) {
      assertThatThrownBy(this::open).isInstanceOf(IOException.class)
          .hasMessageContaining("a node is running at " + path);

      try (var near = UnixDialer.dial(path)) {
        assertThat(near.open()).isNotNull();
      }
    }
  }

  @Test
  void leavesAnyOtherFileAlone() throws Exception {
    Files.writeString(path, "precious");

    assertThatThrownBy(this::open).isInstanceOf(IOException.class)
        .hasMessageContaining("is no socket");

    assertThat(path).hasContent("precious");
  }

  @Test
  void saysThatNoNodeIsRunning() {
    assertThatThrownBy(() -> UnixDialer.dial(path)).isInstanceOf(IOException.class)
        .hasMessageContaining("no node is running at " + path);
  }

  @Test
  void drainsBeforeItCloses() throws Exception {
    var endpoint = open();
    var near = UnixDialer.dial(path);
    var stream = near.open();
    var far = guests.next().accept();
    var ending = Thread.startVirtualThread(() -> endpoint.shutdown(Duration.ofMinutes(1)));

    var got = new Collector();
    stream.receive(got);
    far.receive(new Collector());
    far.write("late".getBytes(UTF_8));
    far.finish();
    stream.finish();

    assertThat(got.awaitEnd()).asString().isEqualTo("late");
    ending.join();
    assertThatThrownBy(near::open).isInstanceOf(IOException.class);
    assertThatThrownBy(near::open).isInstanceOf(ConnectionClosedException.class);
  }

  private UnixEndpoint open() throws IOException {
    return UnixEndpoint.open(path, router);
  }
}
