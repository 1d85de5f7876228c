package dev.alknet.bench.console;

import dev.alknet.bench.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// A key while a subscription behind the prompt prints 50,000 lines a second: when it shows.
record Echoes(Pty shell) {
  private static final String FLOOD = "let n = 0, begun = Date.now(); setInterval(() => { let text = \"\"; "
      + "for (const due = (Date.now() - begun) * 50; n < due; n++) text += n + \"\\\\n\"; "
      + "process.stdout.write(text) }, 10)";
  private static final Pattern LINE = Pattern.compile("\\d{4,}(?=\r)");
  private static final String CTRL_U = "\u0015";
  private static final int CLEAN_MILLIS = 60;

  /// What was measured, and how many lines a second came meanwhile.
  record Echo(Latency latency, double lines) {}

  Echo run(int keys) throws IOException, InterruptedException {
    var from = shell.count();
    shell.type("ops.process.run({command: ['node', '-e', '" + FLOOD + "']}) &\r");
    shell.await(from, text -> LINE.matcher(text).find());
    TimeUnit.SECONDS.sleep(2);
    var random = new Random(1);
    var echoes = new ArrayList<Double>();
    var first = newest();
    var begun = System.nanoTime();
    for (int i = 0; i < keys; i++) {
      var at = shell.count();
      var pressed = shell.type("z");
      echoes.add((double) (shell.await(at, "z") - pressed) / TimeUnit.MILLISECONDS.toNanos(1));
      shell.type(CTRL_U);
      do {
        at = shell.count();
        TimeUnit.MILLISECONDS.sleep(CLEAN_MILLIS);
      } while (shell.since(at).contains("z"));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(10)));
    }
    var seconds = (double) (System.nanoTime() - begun) / TimeUnit.SECONDS.toNanos(1);
    return new Echo(new Latency(new Series("key to echo under a flood", echoes), 16),
        (newest() - first) / seconds);
  }

  private double newest() {
    var now = shell.since(shell.count() - 4000);
    return LINE.matcher(now).results().mapToDouble(line -> Double.parseDouble(line.group())).max().orElse(0);
  }
}
