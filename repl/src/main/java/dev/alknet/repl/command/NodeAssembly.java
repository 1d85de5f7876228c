package dev.alknet.repl.command;

import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.registry.OperationFamily;
import dev.alknet.stdlib.ProviderChoice;
import dev.alknet.stdlib.StdlibOptions;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The composition root: makes the node of this process from what the command line says.
///
/// The only place that reads environment variables on behalf of the node.
record NodeAssembly(Path home, ProviderChoice provider, Families families) {

  /// Opens the node. Throws [IOException] with a sentence for people when its home cannot be used.
  Node open() throws IOException {
    var work = prepared().resolve("work");
    try {
      return open(families.open(new StdlibOptions(provider, work, System.getenv())));
    } catch (IllegalArgumentException e) {
      throw new IOException("cannot open the node: " + e.getMessage(), e);
    }
  }

  private static Node open(List<OperationFamily> families) {
    try {
      return Node.open(families);
    } catch (RuntimeException | Error e) {
      close(families, e);
      throw e;
    }
  }

  /// A node that did not open does not own its families.
  private static void close(List<OperationFamily> families, Throwable reason) {
    for (var family : families.reversed()) {
      try {
        family.close();
      } catch (IOException | RuntimeException e) {
        reason.addSuppressed(e);
      }
    }
  }

  /// The home folder, made if it was missing.
  Path prepared() throws IOException {
    try {
      Files.createDirectories(home);
    } catch (FileAlreadyExistsException _) {
      throw new IOException("the home folder is a file: " + home);
    } catch (IOException e) {
      throw new IOException("cannot make the home folder " + home + "; choose another with --home",
          e);
    }
    if (!Files.isWritable(home)) {
      throw new IOException("cannot write to the home folder " + home
          + "; choose another with --home");
    }
    return home;
  }
}
