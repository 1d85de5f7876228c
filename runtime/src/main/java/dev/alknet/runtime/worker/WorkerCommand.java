package dev.alknet.runtime.worker;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/// The command line of a worker: the JVM and the jars of this process, with memory of its own.
///
/// Where the launcher names a compiler of JavaScript, which it does to what stays or runs for long, hot
/// code is compiled. Elsewhere the start-up cache beside the program is used, if there is one; the JVM
/// refuses the two together. What is `contained` is always interpreted: the compiler needs a library that
/// it unpacks into `~/.cache` before the wall is raised; where it cannot, code is interpreted too.
record WorkerCommand(long heap, boolean contained) {
  private static final @Nullable String COMPILER = System.getProperty("alknet.script.compiler");

  /// What the engine needs besides what scripts may have; the compiler works in it too.
  private static final long ENGINE_HEAP = 64L << 20;
  private static final long COMPILER_HEAP = 192L << 20;

  /// Everything but the heap that the JVM may use: classes, compiled code, stacks, buffers.
  private static final long BESIDES = 448L << 20;

  WorkerLauncher.Program program() {
    var files = new ArrayList<>(LinuxWall.program());
    files.removeIf(file -> !new File(file).exists());
    var compiler = compiler();
    if (compiler == null) {
      cache().ifPresent(cache -> files.add(cache.toString()));
    } else {
      files.add(compiler);
    }
    return new WorkerLauncher.Program(words(),
        files.stream().map(Path::of).distinct().toList(), memory() + BESIDES);
  }

  private @Nullable String compiler() {
    return contained ? null : COMPILER;
  }

  private long memory() {
    return heap + ENGINE_HEAP + (compiler() == null ? 0 : COMPILER_HEAP);
  }

  private static Optional<Path> cache() {
    var jars = System.getProperty("java.class.path");
    var cache = Path.of(jars.replaceFirst("\\.jar$", "") + ".aot");
    return jars.endsWith(".jar") && Files.isReadable(cache) ? Optional.of(cache) : Optional.empty();
  }

  List<String> words() {
    var words = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + memory(), "-Xms16m", "-Xss1m", "-XX:+UseSerialGC",
        "-XX:MaxMetaspaceSize=192m", "-XX:MaxDirectMemorySize=16m",
        "-XX:ReservedCodeCacheSize=128m",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null", "-XX:-UsePerfData",
        "-XX:+DisableAttachMechanism", "-Xlog:disable", "-XX:+DisplayVMOutputToStderr",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow", "-Duser.timezone=" + TimeZone.getDefault().getID(),
        "-Duser.language=" + Locale.getDefault().getLanguage(),
        "-Duser.country=" + Locale.getDefault().getCountry()));
    var jars = System.getProperty("java.class.path");
    var compiler = compiler();
    if (compiler == null) {
      cache().ifPresent(cache -> words.add("-XX:AOTCache=" + cache));
      if (!contained) { // a container does not start quickly anyway
        words.add("-XX:TieredStopAtLevel=1");
      }
    } else {
      words.addAll(List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+EnableJVMCI",
          "--upgrade-module-path=" + compiler));
    }
    words.addAll(List.of("-cp", jars, WorkerMain.class.getName()));
    return words;
  }
}
