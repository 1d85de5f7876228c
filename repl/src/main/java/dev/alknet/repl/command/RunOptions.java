package dev.alknet.repl.command;

import dev.alknet.runtime.call.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What every command has that runs something.
final class RunOptions {
  @Option(names = "--json",
      description = "one JSON document on standard output, everything else on standard error")
  private boolean json;

  @Option(names = "--timeout", paramLabel = "TIME", converter = DurationText.class,
      description = "give up after this time: 500ms, 30s, 5m, 1h")
  private @Nullable Duration timeout;

  /// The time that was given, if any.
  @Nullable
  Duration timeout() {
    return timeout;
  }

  /// That far from now.
  Deadline deadline() {
    return timeout == null ? Deadline.NONE : Deadline.after(timeout);
  }

  Report report(Streams streams) {
    return json ? new JsonReport(streams) : new PeopleReport(streams, Screen.look());
  }
}
