package dev.alknet.bench.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The client process of a contender: `ClientMain NAME KEYS PORT`. Answers every [Turn] on its
/// standard input with a [Reading], on a virtual thread, and ends with its standard input.
public final class ClientMain {
  private ClientMain() {}

  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    Ending.withFailures();
    var identity = Identity.client(Path.of(args[1]));
    var contender = Contenders.named(args[0]);
    var turns = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var client = contender.connect(Integer.parseInt(args[2]), identity)) {
      for (var line = turns.readLine(); line != null; line = turns.readLine()) {
        var turn = Turn.parse(line);
        var reading = new FutureTask<>(() -> turn.take(client));
        Thread.startVirtualThread(reading);
        System.out.println(reading.get().text());
      }
    }
  }
}
