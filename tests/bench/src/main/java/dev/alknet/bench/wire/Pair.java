package dev.alknet.bench.wire;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// A contender's two processes, connected.
final class Pair implements AutoCloseable {
  private final WireContender contender;
  private final Process server;
  private final Process client;
  private final BufferedReader readings;

  private Pair(WireContender contender, Process server, Process client) {
    this.contender = contender;
    this.server = server;
    this.client = client;
    readings = client.inputReader();
  }

  static Pair open(WireContender contender, Launch launch) throws IOException {
    var keys = launch.keys().toString();
    var server = launch.start(ServerMain.class, contender.name(), keys);
    var port = server.inputReader().readLine();
    if (port == null) {
      throw new EOFException("the server has ended: " + contender.name());
    }
    return new Pair(contender, server,
        launch.start(ClientMain.class, contender.name(), keys, port));
  }

  String name() {
    return contender.name();
  }

  Reading measure(Turn turn) throws IOException {
    var turns = client.outputWriter();
    turns.write(turn.text() + "\n");
    turns.flush();
    var reading = readings.readLine();
    if (reading == null) {
      throw new EOFException("the client has ended: " + contender.name());
    }
    return Reading.parse(reading);
  }

  /// Ends the client, then the server.
  @Override
  public void close() throws IOException {
    end(client);
    end(server);
  }

  private static void end(Process process) throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
