package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.identity.ApiKeyEntry;
import dev.alknet.runtime.identity.IdentityIndex;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.identity.TokenHash;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `alk apikey create`: a new token, which is shown this once.
@Command(name = "create", description = {"Makes an API key and prints it, this once.", "",
    "Keep it in a file that only its user can read; `--token-file` takes it from there."},
    footer = {
        "  alk apikey create --scope container:list",
        "  (umask 077; alk apikey create --scope container:list > dashboard.token)"})
final class ApiKeyCreateCommand implements Callable<Integer> {
  /// 160 bits, of which the first 16 are public.
  private static final int RANDOM_BYTES = 20;

  private final AlkCommand alk;
  private final SecureRandom random = new SecureRandom();

  @Option(names = "--scope", paramLabel = "SCOPE",
      description = "what its bearer may do here; repeatable")
  private List<String> scopes = new ArrayList<>();

  @Option(names = "--description", paramLabel = "TEXT", description = "what it is for")
  private String description = "";

  @Option(names = "--expires", paramLabel = "TIME", converter = DurationText.class,
      description = "how long it is good, such as 720h (default: until it is revoked)")
  private @Nullable Duration expires;

  @Option(names = "--json", description = "one JSON document on standard output")
  private boolean json;

  ApiKeyCreateCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, StoreException {
    var until =
        expires == null ? null : Instant.now().plus(expires).truncatedTo(ChronoUnit.SECONDS);
    try (var kept = alk.store()) {
      var token = token(kept.identities().index());
      var prefix = token.substring(0, ApiKeyEntry.PREFIX_LENGTH);
      kept.identities()
          .putApiKey(new ApiKeyEntry(prefix, TokenHash.of(token), GrantOptions.scopes(alk, scopes),
              description,
              until));
      if (json) {
        alk.streams()
            .out()
            .println(JsonNodeFactory.instance.objectNode()
                .put("token", token)
                .put("prefix", prefix)
                .put("expires", until == null ? null : until.toString()));
      } else {
        alk.streams().out().println(token);
        alk.streams()
            .err()
            .println("it is not shown again; revoke it with: alk apikey revoke "
                + prefix + alk.homeWords());
      }
    }
    return ExitCode.FINE.number();
  }

  /// One whose prefix no other key has.
  private String token(IdentityIndex known) {
    while (true) {
      var bytes = new byte[RANDOM_BYTES];
      random.nextBytes(bytes);
      var token = ApiKeyEntry.MARK + HexFormat.of().formatHex(bytes);
      var prefix = token.substring(0, ApiKeyEntry.PREFIX_LENGTH);
      if (known.apiKeys().stream().noneMatch(key -> key.prefix().equals(prefix))) {
        return token;
      }
    }
  }
}
