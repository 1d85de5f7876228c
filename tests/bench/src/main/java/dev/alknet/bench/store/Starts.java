package dev.alknet.bench.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Opens a store in a new process each time, as a node that starts does.
final class Starts {
  private final List<String> command = new ArrayList<>();

  Starts(Filled store, Path javaHome) {
    command.addAll(List.of(javaHome.resolve("bin/java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
        OpenMain.class.getName(), url(store)));
    if (store.password() != null) {
      command.add(store.password().toString());
    }
  }

  private static String url(Filled store) {
    return store.address().toString();
  }

  /// Milliseconds until the store was open, a figure a round.
  List<Double> measure(int rounds) throws IOException, InterruptedException {
    var millis = new ArrayList<Double>();
    for (var round = 0; round < rounds; round++) {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (var output = process.inputReader(StandardCharsets.UTF_8)) {
        var line = output.readLine();
        if (line == null) {
          throw new IOException("the store could not be opened: " + String.join(" ", command));
        }
        millis.add(Double.valueOf(line));
      }
      process.waitFor();
    }
    return millis;
  }
}
