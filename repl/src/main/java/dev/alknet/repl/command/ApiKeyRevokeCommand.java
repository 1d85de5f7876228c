package dev.alknet.repl.command;

import dev.alknet.runtime.identity.StoreException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `alk apikey revoke`: an API key is good no more.
@Command(name = "revoke",
    description = "Revokes an API key. It counts for the next call that shows it.",
    footer = "  alk apikey revoke alk_1f2e")
final class ApiKeyRevokeCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(paramLabel = "PREFIX", description = "its first eight characters")
  private String prefix = "";

  ApiKeyRevokeCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, StoreException {
    try (var kept = alk.store()) {
      kept.identities().removeApiKey(prefix);
      alk.streams().out().println(prefix + " is revoked");
      return ExitCode.FINE.number();
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.NOT_FOUND) {
        throw e;
      }
      alk.streams()
          .err()
          .println("there is no API key %s; see: alk apikey list%s".formatted(prefix,
              alk.homeWords()));
      return ExitCode.FAILED.number();
    }
  }
}
