package dev.alknet.bench.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Docker's own command line, a process for each thing it does.
final class DockerCli implements Tool {
  private static final int PIECE = 64 << 10;

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public long exec(String container, String... command) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("exec", container));
    words.addAll(Arrays.asList(command));
    return counted(start(words));
  }

  @Override
  public long attach(String container) throws IOException, InterruptedException {
    var process = start(List.of("attach", container));
    try (var input = process.getOutputStream()) {
      input.write('\n');
    }
    return counted(process);
  }

  @Override
  public long logs(String container) throws IOException, InterruptedException {
    return counted(start(List.of("logs", container)));
  }

  @Override
  public int list() throws IOException, InterruptedException {
    return (int) say("ps", "--all", "--no-trunc", "--format", "json").lines().count();
  }

  @Override
  public int await(String container, Runnable waiting) throws IOException, InterruptedException {
    var process = start(List.of("wait", container));
    waiting.run();
    try (var output = process.getInputStream()) {
      var code = new String(output.readAllBytes(), UTF_8).strip();
      end(process);
      return Integer.parseInt(code);
    }
  }

  @Override
  public void cycle(String image) throws IOException, InterruptedException {
    say("run", "--rm", image, "true");
  }

  /// What one command prints.
  String say(String... words) throws IOException, InterruptedException {
    var process = start(List.of(words));
    try (var output = process.getInputStream()) {
      var said = new String(output.readAllBytes(), UTF_8).strip();
      end(process);
      return said;
    }
  }

  private static long counted(Process process) throws IOException, InterruptedException {
    try (var output = process.getInputStream()) {
      var count = count(output);
      end(process);
      return count;
    }
  }

  private static long count(InputStream output) throws IOException {
    var piece = new byte[PIECE];
    var count = 0L;
    for (int n = output.read(piece); n >= 0; n = output.read(piece)) {
      count += n;
    }
    return count;
  }

  private static Process start(List<String> words) throws IOException {
    var command = new ArrayList<>(List.of("docker"));
    command.addAll(words);
    return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
  }

  private static void end(Process process) throws IOException, InterruptedException {
    if (process.waitFor() != 0) {
      throw new IOException("docker failed: " + process.info().commandLine().orElse("docker"));
    }
  }
}
