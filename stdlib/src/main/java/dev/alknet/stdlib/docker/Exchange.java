package dev.alknet.stdlib.docker;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedByInterruptException;

/// One HTTP/1.1 request and its response on a connection of its own.
///
/// A connection for each exchange costs nothing measurable on a unix socket and makes cancelling
/// simple: closing the exchange from any thread, or interrupting the thread that reads, ends a
/// blocked read at once and is what the daemon sees as "nobody listens any more".
final class Exchange implements Closeable {
  private final DaemonConnection channel;
  private final ChannelInput input;
  private final ResponseHead head;
  private final InputStream body;

  private Exchange(DaemonConnection channel, ChannelInput input, ResponseHead head)
      throws IOException {
    this.channel = channel;
    this.input = input;
    this.head = head;
    this.body = head.body(input);
  }

  /// Connects, sends the request and reads the head of the response.
  static Exchange open(DaemonAddress address, EngineRequest request) throws IOException {
    var channel = connect(address);
    try {
      var input = new ChannelInput(channel);
      var head = send(channel, request, input);
      return new Exchange(channel, input, head);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  int status() {
    return head.status();
  }

  ResponseHead head() {
    return head;
  }

  InputStream body() {
    return body;
  }

  /// The body when it comes in many small pieces: read in larger ones, up to a millisecond later.
  InputStream gatheredBody() {
    input.gather();
    return body;
  }

  /// Sends bytes within a session; one thread may write while another one reads.
  void write(byte[] bytes) throws IOException {
    RequestWriter.all(channel, ByteBuffer.wrap(bytes));
  }

  /// Says that nothing more is sent; reading goes on.
  void endInput() throws IOException {
    channel.endOutput();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static DaemonConnection connect(DaemonAddress address) throws IOException {
    try {
      return address.connect();
    } catch (ConnectException | ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      var refused = new ConnectException(e.getMessage());
      refused.initCause(e);
      throw refused;
    }
  }

  /// A daemon may refuse before it has read everything: its answer says more than the broken pipe.
  private static ResponseHead send(ByteChannel channel, EngineRequest request, ChannelInput input)
      throws IOException {
    try {
      RequestWriter.write(channel, request);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      try {
        return ResponseHead.read(input);
      } catch (IOException unanswered) {
        e.addSuppressed(unanswered);
        throw e;
      }
    }
    return ResponseHead.read(input);
  }
}
