package dev.alknet.runtime.script;

import java.io.IOException;
import java.nio.file.Path;

/// Where the modules of a script lie.
public interface ModuleSource {
  /// The folder that relative names begin in.
  Path folder();

  /// The file that an absolute path means, links followed. Throws with a sentence for people when it
  /// is not a regular file inside the folder.
  Path locate(Path path) throws IOException;

  /// What is in such a file.
  byte[] read(Path file) throws IOException;
}
