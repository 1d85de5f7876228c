package dev.alknet.bench.console;

import dev.alknet.bench.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// Ctrl-C at random moments of a process on another node: when the prompt is back, and when the process is
/// gone. A job behind the prompt must live through all of it.
record Interruptions(Pty shell) {
  private static final Pattern PID = Pattern.compile("pid (\\d+) is it");
  private static final int LONGEST_MILLIS = 60;
  private static final long LOOK_NANOS = 200_000;
  private static final String CTRL_C = "\u0003";

  List<Latency> run(int presses) throws IOException, InterruptedException {
    var job = begin(" &");
    var back = new ArrayList<Double>();
    var gone = new ArrayList<Double>();
    var random = new Random(1);
    for (int i = 0; i < presses; i++) {
      var pid = begin("");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_MILLIS)));
      var from = shell.count();
      var pressed = shell.type(CTRL_C);
      var end = new long[1];
      var watch = Thread.ofPlatform().start(() -> end[0] = gone(pid));
      back.add(millis(shell.await(from, Worker.PROMPT) - pressed));
      watch.join();
      gone.add(millis(end[0] - pressed));
    }
    if (!Files.exists(job)) {
      throw new IOException("the job behind the prompt is gone");
    }
    return List.of(new Latency(new Series("Ctrl-C to the prompt", back), 50),
        new Latency(new Series("Ctrl-C to the process being gone", gone), 250));
  }

  private Path begin(String behind) throws IOException, InterruptedException {
    var from = shell.count();
    shell.type("ops.process.run({command: ['sh', '-c', 'echo pid $$ is it; exec sleep 1000']})" + behind
        + "\r");
    shell.await(from, text -> PID.matcher(text).find());
    var pid = PID.matcher(shell.since(from));
    if (!pid.find()) {
      throw new IOException("no process id");
    }
    return Path.of("/proc", pid.group(1));
  }

  private static long gone(Path process) {
    while (Files.exists(process)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return System.nanoTime();
  }

  private static double millis(long nanos) {
    return (double) nanos / TimeUnit.MILLISECONDS.toNanos(1);
  }
}
