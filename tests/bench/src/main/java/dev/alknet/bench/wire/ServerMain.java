package dev.alknet.bench.wire;

import java.io.IOException;
import java.nio.file.Path;

/// The server process of a contender: `ServerMain NAME KEYS`. Prints its port and ends with its
/// standard input.
public final class ServerMain {
  private ServerMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Ending.withFailures();
    var identity = Identity.server(Path.of(args[1]));
    try (var server = Contenders.named(args[0]).serve(identity)) {
      System.out.println(server.port());
      while (System.in.read() != -1) {
        // nobody has anything to say: the end is what matters
      }
    }
  }
}
