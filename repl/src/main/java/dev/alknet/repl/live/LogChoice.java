package dev.alknet.repl.live;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.registry.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which logs somebody means: `web`, `w1/web` on a peer, `local/web` here, and with `*` all that are
/// called so: `web-*`, `*/web`. Without a node they are where calls go.
public record LogChoice(Env env, String used) {
  /// One container on one node; `peer` is empty for where calls go by themselves.
  private record Place(String peer, String container) {}

  /// The logs these words name, in their order. A node that does not answer has none that a `*` could
  /// stand for, unless it is the only one: then a [CallException].
  public List<LogSource> of(List<String> words) throws InterruptedException {
    var places = new ArrayList<Place>();
    for (var word : words) {
      var slash = word.indexOf('/');
      var container = word.substring(slash + 1);
      for (var peer : slash < 0 ? List.of(used) : peers(word.substring(0, slash))) {
        if (container.contains("*")) {
          places.addAll(like(peer, container));
        } else {
          places.add(new Place(peer, container));
        }
      }
    }
    var several = places.stream().map(Place::peer).distinct().count() > 1;
    return places.stream()
        .distinct()
        .map(place -> new LogSource(place.peer, place.container,
            several ? name(place.peer) + "/" + place.container : place.container))
        .toList();
  }

  private List<String> peers(String pattern) {
    var wanted = glob(pattern);
    return Stream.concat(Stream.of(Peers.LOCAL), env.peers().stream())
        .filter(peer -> wanted.matcher(peer).matches() || peer.equals(pattern))
        .map(peer -> peer.equals(Peers.LOCAL) ? "" : peer)
        .toList();
  }

  private List<Place> like(String peer, String pattern) throws InterruptedException {
    var wanted = glob(pattern);
    try {
      return Boxes.of(peer.isEmpty() ? env : env.peer(peer))
          .stream()
          .map(FleetNode.Box::name)
          .filter(name -> wanted.matcher(name).matches())
          .map(name -> new Place(peer, name))
          .toList();
    } catch (CallException e) {
      if (env.peers().isEmpty()) {
        throw e;
      }
      return List.of();
    }
  }

  private static String name(String peer) {
    return peer.isEmpty() ? Peers.LOCAL : peer;
  }

  private static Pattern glob(String pattern) {
    return Pattern.compile(
        Stream.of(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .reduce((a, b) -> a + ".*" + b)
            .orElse(""));
  }
}
