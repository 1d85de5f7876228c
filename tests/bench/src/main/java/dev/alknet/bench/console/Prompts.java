package dev.alknet.bench.console;

import dev.alknet.bench.Comparison;
import dev.alknet.bench.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How soon a prompt is there, how soon the first awaited answer, and in how much memory: the shell beside
/// `node`, `jshell` and, where there is one, `mongosh --nodb`, in turn.
record Prompts(Path root, Path javaHome, Optional<Path> mongosh) {
  List<Comparison> run(int rounds) throws IOException, InterruptedException {
    var home = root.resolve("tests/bench/target/home").toString();
    // no words, as people start it; its home is elsewhere all the same
    var prompts = new ArrayList<>(List.of(
        new Prompt("./alk", List.of("env", "JDK_JAVA_OPTIONS=-Duser.home=" + home,
            root.resolve("alk").toString()), "alk> ",
            "await ops.services.list({}).then(() => 'ans' + 'wer')"),
        new Prompt("node", List.of("node"), "> ", "await Promise.resolve('ans' + 'wer')"),
        new Prompt("jshell", List.of(javaHome.resolve("bin/jshell").toString()), "jshell> ",
            "\"ans\" + \"wer\"")));
    // awaits by itself, and refuses the word
    mongosh.ifPresent(program -> prompts.add(new Prompt("mongosh",
        List.of("env", "HOME=" + home, program.toString(), "--nodb"), "> ",
        "Promise.resolve('ans' + 'wer')")));
    System.err.println("prompts");
    for (var prompt : prompts) {
      prompt.measure();
      prompt.answers().clear();
      prompt.memory().clear();
    }
    var ready = Comparison.run("prompt ready after", "ms", prompts, rounds);
    return List.of(ready, of("first awaited answer after", "ms", prompts, Prompt::answers),
        of("memory then", "MiB", prompts, Prompt::memory));
  }

  private static Comparison of(String title, String unit, List<Prompt> prompts,
      Function<Prompt, List<Double>> values) {
    return new Comparison(title, unit, prompts.stream()
        .map(prompt -> new Series(prompt.name(), values.apply(prompt)))
        .toList());
  }
}
