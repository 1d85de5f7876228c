package dev.alknet.tests;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/// The real `./alk`, in a process of its own, with a home folder of its own.
final class AlkCommand {
  private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();

  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private Redirect input = Redirect.PIPE;

  AlkCommand(Path home) {
    this.home = home;
    environment.put("ALK_BUILD", "never");
  }

  /// The same command with another Docker daemon.
  AlkCommand dockerHost(String host) {
    environment.put("DOCKER_HOST", host);
    return this;
  }

  /// The same command with this on its standard input.
  AlkCommand typing(String text) throws IOException {
    input = Redirect.from(Files.writeString(home.resolve("typed"), text).toFile());
    return this;
  }

  static Path script(String name) {
    return ROOT.resolve("scripts").resolve(name);
  }

  static Path testScript(String name) {
    return ROOT.resolve("tests/src/test/resources/scripts").resolve(name);
  }

  /// Runs to the end.
  Result run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).result();
  }

  /// Starts and answers the running command.
  Running start(String... arguments) throws IOException {
    var command =
        new ArrayList<>(List.of(ROOT.resolve("alk").toString(), "--home", home.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(Files.createDirectories(home).toFile())
        .redirectInput(input);
    builder.environment().putAll(environment);
    return new Running(builder.start());
  }

  /// What a command left when it ended.
  record Result(int exitCode, String out, String err) {
    /// Standard output, which must be exactly one JSON document.
    JsonNode json() throws IOException {
      return new JsonMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readTree(out);
    }
  }

  /// A command under way.
  static final class Running {
    private final Process process;
    /// What either stream brings; empty when both have ended.
    private final LinkedBlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<String> out = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> err = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<Void>> readers = new ArrayList<>();

    private Running(Process process) throws IOException {
      this.process = process;
      process.getOutputStream().close();
      read(process.inputReader(StandardCharsets.UTF_8), out);
      read(process.errorReader(StandardCharsets.UTF_8), err);
      var _ = CompletableFuture.allOf(readers.toArray(CompletableFuture<?>[]::new))
          .whenComplete((_, _) -> lines.add(Optional.empty()));
    }

    /// The next line of either stream that contains `text`; what comes before is passed over.
    String awaitLine(String text) throws InterruptedException {
      while (true) {
        var line = next(text);
        if (line.contains(text)) {
          return line;
        }
      }
    }

    /// Returns when each of these has been in some line, in any order; what else comes is passed over.
    void awaitLines(String... texts) throws InterruptedException {
      var missing = new ArrayList<>(List.of(texts));
      while (!missing.isEmpty()) {
        missing.removeIf(next(missing)::contains);
      }
    }

    /// The processes below the command.
    Stream<ProcessHandle> descendants() {
      return process.descendants();
    }

    /// Sends a signal by its name, such as `INT`.
    void signal(String name) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    }

    /// Ends it at once, and what is below it.
    void kill() {
      var below = process.descendants().toList();
      process.destroyForcibly();
      below.forEach(ProcessHandle::destroyForcibly);
    }

    Result result() throws InterruptedException {
      var exitCode = process.waitFor();
      readers.forEach(CompletableFuture::join);
      return new Result(exitCode, String.join("\n", out), String.join("\n", err));
    }

    /// The next line of either stream; fails with all there was when the command has ended.
    private String next(Object awaited) throws InterruptedException {
      var line = lines.take();
      if (line.isEmpty()) {
        lines.add(line);
        throw new AssertionError("it has ended without '%s': %s %s".formatted(awaited, out, err));
      }
      return line.get();
    }

    private void read(BufferedReader reader, ConcurrentLinkedQueue<String> into) {
      var ended = new CompletableFuture<Void>();
      readers.add(ended);
      Thread.ofVirtual().name("reader").start(() -> {
        try (reader) {
          for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            into.add(line);
            lines.add(Optional.of(line));
          }
          ended.complete(null);
        } catch (IOException | UncheckedIOException e) {
          ended.completeExceptionally(e);
        }
      });
    }
  }
}
