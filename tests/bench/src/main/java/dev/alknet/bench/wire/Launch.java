package dev.alknet.bench.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How to start a process of a contender: this JVM's class path, and the flags people run with.
record Launch(Path javaHome, Path flags, Path keys) {

  Process start(Class<?> program, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(javaHome.resolve("bin/java").toString(), "@" + flags,
        "-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
