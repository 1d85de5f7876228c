package dev.alknet.runtime.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Starts the processes of workers. Their standard streams are the pipe to the node; what they write as
/// errors is for nobody.
public interface WorkerLauncher {
  /// What is started: the words of the command, all that it has to read, under the same paths, and how
  /// many bytes of memory it needs at the most.
  record Program(List<String> words, List<Path> files, long memory) {
    public Program {
      words = List.copyOf(words);
      files = List.copyOf(files);
    }
  }

  /// Starts one; an [IOException] with a sentence when that cannot be done.
  Process start(Program program) throws IOException, InterruptedException;

  /// Whether what it starts has no network and no files whatever the kernel can take from a process.
  default boolean isolates() {
    return false;
  }
}
