package dev.alknet.repl.command;

import dev.alknet.runtime.identity.CredentialStore;
import java.io.IOException;
import java.nio.file.Path;

/// Opens the store that keeps the credentials of a home. The one place that knows which it is.
@FunctionalInterface
interface HomeCredentials {
  Kept open(Path home) throws IOException, InterruptedException;

  /// An open store; whoever opened it closes it.
  interface Kept extends AutoCloseable {
    CredentialStore store();

    @Override
    void close();
  }
}
