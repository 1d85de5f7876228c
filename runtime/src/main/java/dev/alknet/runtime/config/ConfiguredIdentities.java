package dev.alknet.runtime.config;

import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.identity.IdentityProvider;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who is known by what the command line says first, and by the configuration that holds at the moment
/// for everybody else; `lastly` names those who are known to neither.
public final class ConfiguredIdentities implements IdentityProvider {
  private final IdentityProvider first;
  private final Supplier<DynamicConfig> config;
  private final IdentityProvider lastly;
  private final InstantSource clock;

  public ConfiguredIdentities(IdentityProvider first, Supplier<DynamicConfig> config,
      IdentityProvider lastly, InstantSource clock) {
    this.first = first;
    this.config = config;
    this.lastly = lastly;
    this.clock = clock;
  }

  @Override
  public @Nullable Identity byFingerprint(Fingerprint fingerprint) {
    var said = first.byFingerprint(fingerprint);
    if (said != null) {
      return said;
    }
    var configured = config.get().identities().byFingerprint(fingerprint);
    return configured == null ? lastly.byFingerprint(fingerprint) : configured;
  }

  @Override
  public @Nullable Identity byToken(String token) {
    return config.get().identities().byToken(token, clock.instant());
  }

  @Override
  public @Nullable Identity localUser() {
    return first.localUser();
  }
}
