package dev.alknet.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `alk eval 1` from nothing, against `node -e 1` and jshell; with and without the start-up cache.
///
/// The rows that start Java by itself take the launcher's flags, so that their difference is the
/// cache and nothing else.
record StartComparison(Path root, Path javaHome, Path quickFlags) {
  private static final String EVAL = "1";

  Comparison run(int rounds) throws IOException, InterruptedException {
    var home = root.resolve("tests/bench/target/home").toString();
    var java = javaHome.resolve("bin/java").toString();
    var uncached = quickFlags.resolveSibling("uncached.flags");
    Files.write(uncached, Files.readAllLines(quickFlags)
        .stream()
        .filter(flag -> !flag.contains("-XX:AOTCache="))
        .toList());
    var jar = root.resolve("repl/target/alk.jar").toString();
    var contenders = List.of(
        new StartContender("./alk eval 1", List.of(root.resolve("alk").toString(), "eval", EVAL,
            "--home", home), ""),
        new StartContender("its JVM alone", List.of(java, "@" + quickFlags, "-jar", jar, "eval",
            EVAL, "--home", home), ""),
        new StartContender("its JVM without the cache", List.of(java, "@" + uncached, "-jar", jar,
            "eval", EVAL, "--home", home), ""),
        new StartContender("./alk run one.mjs, compiling", List.of(root.resolve("alk").toString(),
            "run", root.resolve("tests/bench/scripts/one.mjs").toString(), "--home", home), ""),
        new StartContender("node -e 1", List.of("node", "-e", EVAL), ""),
        new StartContender("jshell", List.of(javaHome.resolve("bin/jshell").toString(), "-s", "-"),
            EVAL + "\n/exit\n"));
    System.err.println("starts");
    for (var contender : contenders) {
      contender.measure();
    }
    return Comparison.run("evaluating 1 from nothing", "ms", contenders, rounds);
  }
}
