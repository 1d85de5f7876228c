package dev.alknet.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program started from nothing: milliseconds until it has ended, its output read.
record StartContender(String name, List<String> command, String stdin) implements Contender {
  StartContender {
    command = List.copyOf(command);
  }

  @Override
  public double measure() throws IOException, InterruptedException {
    var begun = System.nanoTime();
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var input = process.getOutputStream()) {
      input.write(stdin.getBytes(StandardCharsets.UTF_8));
    }
    try (var output = process.getInputStream()) {
      var said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      var status = process.waitFor();
      var took = System.nanoTime() - begun;
      if (status != 0) {
        throw new IOException("%s ended with %d: %s".formatted(name, status, said));
      }
      return (double) took / TimeUnit.MILLISECONDS.toNanos(1);
    }
  }
}
