package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A Docker Engine on a unix socket that answers as a test tells it to.
final class FakeEngine implements AutoCloseable {
  /// What the engine does with one request.
  @FunctionalInterface
  interface Answer {
    void to(Visit visit) throws IOException, InterruptedException;
  }

  /// One connection, after its request was read.
  record Visit(String requestLine, String body, OutputStream out, ChannelInput in) {

    void json(int status, String json) throws IOException {
      var bytes = json.getBytes(UTF_8);
      raw("HTTP/1.1 " + status + " x\r\nContent-Length: " + bytes.length + "\r\n\r\n");
      out.write(bytes);
    }

    void raw(String text) throws IOException {
      out.write(text.getBytes(ISO_8859_1));
    }

    /// Begins a body without known length.
    void begin() throws IOException {
      raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    void chunk(byte[] bytes) throws IOException {
      raw(Integer.toHexString(bytes.length) + "\r\n");
      out.write(bytes);
      raw("\r\n");
    }

    void end() throws IOException {
      raw("0\r\n\r\n");
    }

    /// Says nothing until the other side has gone.
    void hang() throws IOException {
      while (in.read() >= 0) {
        // what else it says does not matter
      }
    }
  }

  private final Path folder;
  private final Path socket;
  private final ServerSocketChannel server;
  private final Map<String, Answer> answers = new LinkedHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> gone = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
  private final List<String> auths = new CopyOnWriteArrayList<>();

  FakeEngine() {
    try {
      folder = Files.createTempDirectory("alknet-engine");
      socket = folder.resolve("docker.sock");
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    on("GET /version", visit -> visit.json(200,
        """
        {"ApiVersion": "1.47", "MinAPIVersion": "1.24"}"""));
    Thread.ofVirtual().name("fake engine").start(this::accept);
  }

  /// Answers requests whose line begins so; the latest word counts.
  FakeEngine on(String beginning, Answer answer) {
    synchronized (answers) {
      answers.remove(beginning);
      answers.put(beginning, answer);
    }
    return this;
  }

  URI host() {
    return URI.create("unix://" + socket);
  }

  /// The request lines so far, without the HTTP version.
  List<String> requests() {
    return List.copyOf(requests);
  }

  /// Waits until a request whose line begins so has come.
  void awaitRequest(String beginning) throws InterruptedException {
    await(arrived, beginning);
  }

  /// Waits until the connection of such a request was closed by the other side.
  void awaitGone(String beginning) throws InterruptedException {
    await(gone, beginning);
  }

  /// The body of the next request that had one.
  String body() throws InterruptedException {
    var body = bodies.poll(60, TimeUnit.SECONDS);
    if (body == null) {
      throw new AssertionError("no request with a body came");
    }
    return body;
  }

  /// What requests had in `X-Registry-Auth` or `X-Registry-Config`.
  List<String> auths() {
    return List.copyOf(auths);
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
    Files.delete(folder);
  }

  private static void await(BlockingQueue<String> queue, String beginning)
      throws InterruptedException {
    var line = queue.poll(60, TimeUnit.SECONDS);
    while (line != null && !line.startsWith(beginning)) {
      line = queue.poll(60, TimeUnit.SECONDS);
    }
    if (line == null) {
      throw new AssertionError("waited in vain for " + beginning);
    }
  }

  private void accept() {
    try {
      while (true) {
        var channel = server.accept();
        Thread.ofVirtual().start(() -> serve(channel));
      }
    } catch (IOException _) {
      // closed: the test is over
    }
  }

  private void serve(SocketChannel channel) {
    var line = "";
    try (channel) {
      var in = new ChannelInput(channel);
      line = in.line().replace(" HTTP/1.1", "");
      var body = body(in);
      requests.add(line);
      arrived.add(line);
      if (!body.isEmpty()) {
        bodies.add(body);
      }
      answer(line).to(new Visit(line, body, Channels.newOutputStream(channel), in));
    } catch (IOException | InterruptedException _) {
      // the other side went away, which some tests are about
    } finally {
      gone.add(line);
    }
  }

  private String body(ChannelInput in) throws IOException {
    var length = 0;
    var chunked = false;
    for (var line = in.line(); !line.isEmpty(); line = in.line()) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
      if (line.startsWith("X-Registry-")) {
        auths.add(line.substring(line.indexOf(' ') + 1));
      }
      chunked |= line.startsWith("Transfer-Encoding: chunked");
    }
    var body = chunked ? new ChunkedBody(in).readAllBytes() : in.readNBytes(length);
    return new String(body, UTF_8);
  }

  private Answer answer(String line) {
    synchronized (answers) {
      return answers.entrySet()
          .stream()
          .filter(entry -> line.startsWith(entry.getKey()))
          .map(Map.Entry::getValue)
          .reduce((_, later) -> later)
          .orElse(visit -> visit.json(404, "{\"message\": \"No such thing: " + line + "\"}"));
    }
  }
}
