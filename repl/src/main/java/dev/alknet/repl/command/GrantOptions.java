package dev.alknet.repl.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/// What a peer may do on this node.
final class GrantOptions {
  @Option(names = "--scope", paramLabel = "SCOPE",
      description = "what the peer may do here, such as container:run; repeatable")
  private List<String> scopes = new ArrayList<>();

  @Option(names = "--resource", paramLabel = "TYPE:ACTION",
      description = "an action on every resource of a type, such as container:manage; repeatable")
  private List<String> resources = new ArrayList<>();

  Set<String> scopes(AlkCommand alk) {
    return scopes(alk, scopes);
  }

  /// A scope that no operation can ask for is a mistake of whoever typed it.
  static Set<String> scopes(AlkCommand alk, List<String> typed) {
    for (var scope : typed) {
      if (scope.isEmpty() || scope.chars().anyMatch(c -> c <= ' ' || c == ',')) {
        throw alk.usage(
            "not a scope: '%s' (expected one, such as container:run; repeat --scope for more)"
                .formatted(scope));
      }
    }
    return Set.copyOf(typed);
  }

  /// The actions by resource type. A resource that is none is a mistake of whoever typed it.
  Map<String, Set<String>> resources(AlkCommand alk) {
    try {
      return actions(resources);
    } catch (IllegalArgumentException e) {
      throw alk.usage(String.valueOf(e.getMessage()));
    }
  }

  /// The actions by resource type, each typed as `TYPE:ACTION`. Throws [IllegalArgumentException]
  /// with a sentence for people.
  static Map<String, Set<String>> actions(List<String> typed) {
    Map<String, Set<String>> granted = new HashMap<>();
    for (var resource : typed) {
      var colon = resource.indexOf(':');
      if (colon < 1 || colon == resource.length() - 1) {
        throw new IllegalArgumentException(
            "not a resource: '%s' (expected TYPE:ACTION, such as container:manage)"
                .formatted(resource));
      }
      granted.computeIfAbsent(resource.substring(0, colon), _ -> new HashSet<>())
          .add(resource.substring(colon + 1));
    }
    return granted;
  }

  /// Whether nothing was granted.
  boolean none() {
    return scopes.isEmpty() && resources.isEmpty();
  }
}
