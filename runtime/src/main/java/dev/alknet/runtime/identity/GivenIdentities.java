package dev.alknet.runtime.identity;

import java.util.Map;
import java.util.Set;

/// Whom a node was told about when it was started; fixed while it runs.
///
/// `operators` are keys of peers in `index`. `places` are keys without a name that the node dials,
/// and where: the place serves as a name as long as nobody knows a better one.
public record GivenIdentities(IdentityIndex index, Set<Fingerprint> operators,
    Map<Fingerprint, String> places) implements IdentitySource {
  /// Nobody.
  public static final GivenIdentities NONE =
      new GivenIdentities(IdentityIndex.EMPTY, Set.of(), Map.of());

  public GivenIdentities {
    operators = Set.copyOf(operators);
    places = Map.copyOf(places);
  }

  @Override
  public Listening onChange(Runnable listener) {
    return () -> {};
  }
}
