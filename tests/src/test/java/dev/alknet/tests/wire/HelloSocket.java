package dev.alknet.tests.wire;

import java.io.IOException;
import java.lang.Thread.State;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketException;

/// A socket for kwik that sends nothing until the thread that connects waits for the handshake.
///
/// kwik's TLS (agent15 3.1, `TlsClientEngineImpl.startHandshake`) notes that it has said
/// hello after it has done so, and drops an answer that is here before the note: then its handshake
/// never ends. On a busy machine that happens.
final class HelloSocket extends DatagramSocket {
  private final Thread connecting;
  private boolean said;

  /// `connecting` is the thread that will call `connect`.
  HelloSocket(Thread connecting) throws SocketException {
    this.connecting = connecting;
  }

  /// Called by one thread only, kwik's sender.
  @Override
  public void send(DatagramPacket packet) throws IOException {
    while (!said) {
      said = connecting.getState() == State.TIMED_WAITING || isClosed();
      Thread.onSpinWait();
    }
    super.send(packet);
  }
}
