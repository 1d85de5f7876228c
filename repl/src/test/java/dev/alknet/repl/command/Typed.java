package dev.alknet.repl.command;

import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/// A command line as somebody types it into a program with the sample operations.
final class Typed {
  /// What came of it.
  record Result(int code, String out, String err) {}

  final CountDownLatch waiting = new CountDownLatch(1);
  final Interrupts interrupts = new Interrupts(_ -> {});
  private final Path home;
  private Families families;
  private long outLines = Long.MAX_VALUE;
  private long errLines = Long.MAX_VALUE;
  private String in = "";

  Typed(Path home) {
    this.home = home;
    this.families = _ -> List.of(new SampleFamily(waiting));
  }

  Typed with(String standardInput) {
    in = standardInput;
    return this;
  }

  /// The operations are these instead of the sample ones.
  Typed on(Families others) {
    families = others;
    return this;
  }

  /// Whoever reads standard output goes away after its first line.
  Typed readingOneLine() {
    outLines = 1;
    return this;
  }

  /// Nobody reads standard output.
  Typed readingNothing() {
    outLines = 0;
    return this;
  }

  /// Whoever reads standard error goes away after its first line.
  Typed readingOneComplaint() {
    errLines = 1;
    return this;
  }

  /// Runs it again if its time was up before it came to `sample/wait`, as happens on a busy machine.
  Result runUntilItWaits(String... arguments) {
    Result result;
    do {
      result = run(arguments);
    } while (result.code == ExitCode.TIMED_OUT.number() && waiting.getCount() > 0);
    return result;
  }

  Result run(String... arguments) {
    var out = new Pipe(outLines);
    var err = new Pipe(errLines);
    var streams = new Streams(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
    var program = Program.of(new Stage(streams, families, interrupts));
    var code = program.run(Stream.concat(Stream.of("--home", home.toString()),
        Stream.of(arguments)).toArray(String[]::new));
    return new Result(code, out.read(), err.read());
  }
}
