package dev.alknet.runtime.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;

/// The command line of a worker: the JVM and the jars of this process, with memory of its own, no
/// files written, and the start-up cache beside the program if there is one.
record WorkerCommand(long heap) {
  /// What the engine needs besides what scripts may have.
  private static final long ENGINE_HEAP = 64L << 20;

  /// Everything but the heap that the JVM may use: classes, compiled code, stacks, buffers.
  private static final long BESIDES = 448L << 20;

  WorkerLauncher.Program program() {
    var files = new ArrayList<>(LinuxWall.readable());
    files.removeIf(file -> file.startsWith("/dev/"));
    cache().ifPresent(cache -> files.add(cache.toString()));
    return new WorkerLauncher.Program(words(),
        files.stream().map(Path::of).distinct().toList(), heap + ENGINE_HEAP + BESIDES);
  }

  private static Optional<Path> cache() {
    var jars = System.getProperty("java.class.path");
    var cache = Path.of(jars.replaceFirst("\\.jar$", "") + ".aot");
    return jars.endsWith(".jar") && Files.isReadable(cache) ? Optional.of(cache) : Optional.empty();
  }

  List<String> words() {
    var words = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + (heap + ENGINE_HEAP), "-Xms16m", "-Xss1m", "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:MaxMetaspaceSize=192m", "-XX:MaxDirectMemorySize=16m",
        "-XX:ReservedCodeCacheSize=64m", "-XX:+ExitOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null", "-XX:-UsePerfData",
        "-XX:+DisableAttachMechanism", "-Xlog:disable", "-XX:+DisplayVMOutputToStderr",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow", "-Duser.timezone=" + TimeZone.getDefault().getID(),
        "-Duser.language=" + Locale.getDefault().getLanguage(),
        "-Duser.country=" + Locale.getDefault().getCountry()));
    var jars = System.getProperty("java.class.path");
    cache().ifPresent(cache -> words.add("-XX:AOTCache=" + cache));
    words.addAll(List.of("-cp", jars, WorkerMain.class.getName()));
    return words;
  }
}
