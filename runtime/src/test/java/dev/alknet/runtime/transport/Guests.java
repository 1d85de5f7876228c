package dev.alknet.runtime.transport;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/// A handler that hands each connection to the test and waits until it is closed.
record Guests(String alpn, BlockingQueue<Connection> queue) implements ProtocolHandler {
  Guests(String alpn) {
    this(alpn, new LinkedBlockingQueue<>());
  }

  Connection next() throws InterruptedException {
    return queue.take();
  }

  @Override
  public void serve(Connection connection) throws IOException, InterruptedException {
    var closed = new CountDownLatch(1);
    connection.onClosed(closed::countDown);
    queue.add(connection);
    closed.await();
  }
}
