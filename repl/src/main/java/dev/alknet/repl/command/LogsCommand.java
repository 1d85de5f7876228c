package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.Env;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `alk logs`: what a Docker container has written.
@Command(name = "logs", description = "Shows what a Docker container has written.",
    footer = {
        "  alk logs web",
        "  alk logs -f --tail 20 web",
        "  alk logs --since 10m -t web",
        "  alk logs -f --connect --peer worker-1 web"})
final class LogsCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Option(names = {"-f", "--follow"}, description = "go on until the container exits")
  private boolean follow;

  @Option(names = {"-n", "--tail"}, paramLabel = "N", description = "only the last so many lines")
  private @Nullable Integer tail;

  @Option(names = "--since", paramLabel = "TIME",
      description = "only what is newer: 10m, or 2026-01-31T12:00:00Z")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME",
      description = "only what is older: 10m, or 2026-01-31T12:00:00Z")
  private @Nullable String until;

  @Option(names = {"-t", "--timestamps"}, description = "say when each line was written")
  private boolean timestamps;

  @Mixin
  private PeerOptions where = new PeerOptions();

  @Parameters(index = "0", paramLabel = "CONTAINER", description = "its name or id")
  private String container = "";

  LogsCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var input = ContainerWork.named(container).put("follow", follow);
    if (tail != null) {
      if (tail < 0) {
        throw alk.usage("--tail is negative: " + tail);
      }
      input.put("tail", tail);
    }
    time(input, "since", since);
    time(input, "until", until);
    return new ContainerWork(alk, where.place(alk)).run((env, _) -> show(env, input));
  }

  private void time(ObjectNode input, String field, @Nullable String text) {
    if (text == null) {
      return;
    }
    try {
      Duration age = new DurationText().convert(text);
      input.put(field, Instant.now().minus(age).toString());
    } catch (TypeConversionException _) {
      input.put(field, text);
    }
  }

  private int show(Env env, ObjectNode input) throws InterruptedException {
    try (var lines = env.subscribe("docker/container/logs", input)) {
      var line = lines.next();
      while (line.isPresent() && show(line.get())) {
        line = lines.next();
      }
    }
    return ExitCode.FINE.number();
  }

  private boolean show(JsonNode line) {
    var stream = line.path("stream").asText().equals("stderr")
        ? alk.streams().err()
        : alk.streams().out();
    stream.println(timestamps
        ? line.path("timestamp").asText() + " " + line.path("text").asText()
        : line.path("text").asText());
    return !stream.checkError();
  }
}
