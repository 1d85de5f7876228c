package dev.alknet.tests.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.identity.OtherKeys;
import dev.alknet.runtime.identity.TlsIdentity;
import dev.alknet.runtime.transport.Connection;
import dev.alknet.runtime.transport.Credential;
import dev.alknet.runtime.transport.EndpointOptions;
import dev.alknet.runtime.transport.ProtocolHandler;
import dev.alknet.runtime.transport.ProtocolRouter;
import dev.alknet.runtime.transport.QuicEndpoint;
import dev.alknet.runtime.transport.ServerTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who may answer when a node dials. Source: call.md §22.
@Timeout(60)
class ServerTrustTest {
  private static final String ALPN = "alknet/test";
  private static final String HOST = "localhost";

  private final BlockingQueue<Credential> guests = new LinkedBlockingQueue<>();
  private final NodeKey serverKey = NodeKey.random();
  private final NodeKey ownKey = NodeKey.random();
  private TestAuthority authority;
  private QuicEndpoint dialler;
  private QuicEndpoint server;

  @BeforeEach
  void open() throws Exception {
    authority = new TestAuthority();
    dialler =
        QuicEndpoint.open(EndpointOptions.dialling(ownKey).trusting(authority.anchors()));
    server = dialler;
  }

  @AfterEach
  void close() {
    dialler.close();
    server.close();
  }

  @Test
  void c107_refusesAValidCertificateInPlaceOfTheKnownKey() throws Exception {
    var shown = listen(authority.issue(HOST));

    assertThatThrownBy(() -> dial(new ServerTrust.Pinned(Set.of(serverKey.fingerprint()))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("wrong key")
        .hasMessageContaining("expected key " + serverKey.fingerprint())
        .hasMessageContaining("found " + shown);
  }

  @Test
  void c107_refusesAnotherKeyThanTheKnownOne() throws Exception {
    listen(TlsIdentity.of(serverKey));
    var wrong = NodeKey.random().fingerprint();

    assertThatThrownBy(() -> dial(new ServerTrust.Pinned(Set.of(wrong))))
        .hasMessageContaining("wrong key");
  }

  @Test
  void c108_refusesAnUnknownKeyThatNobodyVouchesFor() throws Exception {
    listen(TlsIdentity.of(serverKey));

    assertThatThrownBy(() -> dial(new ServerTrust.PublicCa(HOST)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no public authority vouches for the certificate of " + HOST)
        .hasMessageContaining("HOST:PORT/" + serverKey.fingerprint());
  }

  @Test
  void c109_anUnknownCertificateIsJudgedByItsAuthority() throws Exception {
    listen(authority.issue(HOST));

    try (var connection = dial(new ServerTrust.PublicCa(HOST))) {
      assertThat(connection.alpn()).isEqualTo(ALPN);
    }
    try (var again = dial(new ServerTrust.PublicCa(HOST))) {
      assertThat(again.alpn()).isEqualTo(ALPN);
    }
  }

  @Test
  void c109_refusesACertificateThatItsHolderHasSigned() throws Exception {
    listen(TlsIdentity.of(OtherKeys.p256()));

    assertThatThrownBy(() -> dial(new ServerTrust.PublicCa(HOST)))
        .hasMessageContaining("no public authority vouches");
  }

  @Test
  void c109_refusesACertificateForAnotherHost() throws Exception {
    listen(authority.issue("other.example"));

    assertThatThrownBy(() -> dial(new ServerTrust.PublicCa(HOST)))
        .hasMessageContaining("no public authority vouches for the certificate of " + HOST);
  }

  @Test
  void c109_refusesAnAuthorityThatIsNotTrusted() throws Exception {
    listen(new TestAuthority().issue(HOST));

    assertThatThrownBy(() -> dial(new ServerTrust.PublicCa(HOST)))
        .hasMessageContaining("no public authority vouches");
    try (var usual = QuicEndpoint.open(EndpointOptions.dialling(ownKey))) {
      assertThatThrownBy(() -> usual.dial(server.address(), new ServerTrust.PublicCa(HOST), ALPN,
          Duration.ofSeconds(20))).hasMessageContaining("no public authority vouches");
    }
  }

  @Test
  void acceptsAnyOfSeveralKnownKeys() throws Exception {
    var shown = listen(authority.issue("hub.example"));

    try (var connection =
        dial(new ServerTrust.Pinned(Set.of(serverKey.fingerprint(), shown)))) {
      assertThat(connection.remote()).isEqualTo(new Credential.Key(shown));
    }
  }

  @Test
  void showsItsKeyToAKnownNodeAndNoneToAPublicEndpoint() throws Exception {
    var shown = listen(authority.issue(HOST));

    try (var _ = dial(new ServerTrust.Pinned(Set.of(shown)))) {
      assertThat(guests.take()).isEqualTo(new Credential.Key(ownKey.fingerprint()));
    }
    try (var _ = dial(new ServerTrust.PublicCa(HOST))) {
      assertThat(guests.take()).isEqualTo(new Credential.Anonymous());
    }
  }

  @Test
  void showsWhatItsFilesSay(@TempDir Path folder) throws Exception {
    var issued = authority.issue(HOST);
    var chain = Files.writeString(folder.resolve("chain.pem"),
        pem("CERTIFICATE", issued.chain().toArray(Certificate[]::new)));
    var key = folder.resolve("key.pem");
    Files.createFile(key,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, block("PRIVATE KEY", issued.privateKey().getEncoded()));

    assertThat(listen(TlsIdentity.load(chain, key))).isEqualTo(issued.fingerprint());
    try (var connection = dial(new ServerTrust.PublicCa(HOST))) {
      assertThat(connection.alpn()).isEqualTo(ALPN);
    }
    Files.writeString(key, block("PRIVATE KEY",
        authority.issue(HOST).privateKey().getEncoded()));
    assertThatThrownBy(() -> TlsIdentity.load(chain, key))
        .hasMessageContaining("is not the private key of the first certificate");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> TlsIdentity.load(chain, key)).hasMessageContaining("chmod 600");
  }

  private Fingerprint listen(TlsIdentity shown) throws IOException, InterruptedException {
    server = QuicEndpoint.open(EndpointOptions.listening(serverKey,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        ProtocolRouter.of(List.of(new Door()))).showing(shown));
    return shown.fingerprint();
  }

  private Connection dial(ServerTrust trust) throws IOException, InterruptedException {
    return dialler.dial(server.address(), trust, ALPN, Duration.ofSeconds(20));
  }

  private static String pem(String kind, Certificate... certificates) throws Exception {
    var text = new StringBuilder();
    for (var certificate : certificates) {
      text.append(block(kind, certificate.getEncoded()));
    }
    return text.toString();
  }

  private static String block(String kind, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind,
        Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(content), kind);
  }

  private final class Door implements ProtocolHandler {
    @Override
    public String alpn() {
      return ALPN;
    }

    @Override
    public void serve(Connection connection) throws InterruptedException {
      guests.add(connection.remote());
      var closed = new CountDownLatch(1);
      connection.onClosed(closed::countDown);
      closed.await();
    }
  }
}
