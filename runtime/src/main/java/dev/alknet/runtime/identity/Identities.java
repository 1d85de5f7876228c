package dev.alknet.runtime.identity;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Everybody a node knows, from all its sources, as one index that is made anew when a source
/// changes. Reading takes no lock.
///
/// A credential or a name that two sources give to different peers is nobody's: the rest stays, and
/// the conflict is logged when it appears. Who was given at the start under a name and keys that
/// another source knows too is that other source's peer. Source: call.md §8, §23.
public final class Identities implements IdentityProvider, IdentitySource, AutoCloseable {
  private static final Logger LOG = System.getLogger(Identities.class.getName());

  private record Known(IdentityIndex index, Set<Fingerprint> operators) {
    /// A key that two peers claim makes neither of them an operator.
    Identity identity(PeerEntry peer) {
      var operator = peer.fingerprints()
          .stream()
          .anyMatch(key -> operators.contains(key) && index.byFingerprint(key) != null);
      return operator ? Identity.operator(peer.id()) : peer.identity();
    }
  }

  private final AtomicReference<Known> known =
      new AtomicReference<>(new Known(IdentityIndex.EMPTY, Set.of()));
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final List<IdentitySource.Listening> followed = new ArrayList<>();
  private final Identity localUser;
  private final GivenIdentities given;
  private final List<IdentitySource> sources;
  private final InstantSource clock;
  private Set<String> told = Set.of();

  private Identities(Identity localUser, GivenIdentities given, List<IdentitySource> sources,
      InstantSource clock) {
    this.localUser = localUser;
    this.given = given;
    this.sources = List.copyOf(sources);
    this.clock = clock;
  }

  /// Knows whom `given` and `sources` know, and follows the sources until it is closed. The local
  /// user is `localUser`; a peer of his name is unknown.
  public static Identities open(Identity localUser, GivenIdentities given,
      List<? extends IdentitySource> sources, InstantSource clock) {
    var identities = new Identities(localUser, given, List.copyOf(sources), clock);
    for (var source : identities.sources) {
      identities.followed.add(source.onChange(identities::changed));
    }
    identities.rebuild();
    return identities;
  }

  /// Knows nobody but the local user.
  public static Identities nobody(Identity localUser) {
    return open(localUser, GivenIdentities.NONE, List.of(), InstantSource.system());
  }

  /// Everybody, as of now.
  @Override
  public IdentityIndex index() {
    return now().index;
  }

  @Override
  public Set<Fingerprint> operators() {
    return now().operators;
  }

  /// Who has this id now: the local user, an enabled peer, or the bearer of an API key that is valid,
  /// by its prefix. A peer is an operator when one of the keys he is known by is an operator's. Empty
  /// when nobody has it, and for a disabled peer's.
  public Optional<Identity> named(String id) {
    if (id.equals(localUser.id())) {
      return Optional.of(localUser);
    }
    var now = now();
    var peer = now.index.peer(id);
    if (peer != null) {
      return peer.enabled() ? Optional.of(now.identity(peer)) : Optional.empty();
    }
    return now.index.apiKeys()
        .stream()
        .filter(key -> key.prefix().equals(id) && key.validAt(clock.instant()))
        .map(ApiKeyEntry::identity)
        .findFirst();
  }

  @Override
  public @Nullable Identity byFingerprint(Fingerprint fingerprint) {
    var now = now();
    var identity = now.index.byFingerprint(fingerprint);
    return identity != null && now.operators.contains(fingerprint)
        ? Identity.operator(identity.id())
        : identity;
  }

  @Override
  public @Nullable Identity byToken(String token, @Nullable Fingerprint proved) {
    var index = now().index;
    var bearer = index.byToken(token, clock.instant());
    if (bearer == null) {
      return null;
    }
    var peer = index.peer(bearer.id());
    var keys = peer == null ? List.<Fingerprint>of() : peer.fingerprints();
    var allowed = keys.isEmpty() || (proved != null && keys.contains(proved));
    return allowed ? bearer : null;
  }

  @Override
  public Identity localUser() {
    return localUser;
  }

  @Override
  public IdentitySource.Listening onChange(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// Follows its sources no more; what it knows stays.
  @Override
  public void close() {
    followed.forEach(IdentitySource.Listening::close);
  }

  private Known now() {
    return known.get();
  }

  private void changed() {
    rebuild();
    listeners.forEach(Runnable::run);
  }

  private synchronized void rebuild() {
    var merged = new Merging(localUser, given).of(sources.stream()
        .map(IdentitySource::index)
        .toList());
    var operators = new HashSet<>(given.operators());
    sources.forEach(source -> operators.addAll(source.operators()));
    known.set(new Known(merged.index(), Set.copyOf(operators)));
    merged.conflicts()
        .stream()
        .filter(conflict -> !told.contains(conflict))
        .forEach(conflict -> LOG.log(Level.WARNING, conflict));
    told = Set.copyOf(merged.conflicts());
  }
}
