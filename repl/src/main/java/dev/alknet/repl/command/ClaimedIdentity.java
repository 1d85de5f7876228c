package dev.alknet.repl.command;

import dev.alknet.runtime.identity.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/// An identity that is made up on the command line, to see what it could do.
final class ClaimedIdentity {
  @Option(names = "--scope", paramLabel = "SCOPE",
      description = "suppose that it has this scope and is nobody known; repeatable")
  private List<String> scopes = new ArrayList<>();

  @Option(names = "--resource", paramLabel = "TYPE/ACTION",
      description = "suppose the same of an action on a type of resource; repeatable")
  private List<String> resources = new ArrayList<>();

  /// Whether anything was supposed.
  boolean given() {
    return !scopes.isEmpty() || !resources.isEmpty();
  }

  /// The identity of this name. Throws [IllegalArgumentException] with a sentence for people.
  Identity identity(String name) {
    var granted = new HashMap<String, Set<String>>();
    for (var resource : resources) {
      var slash = resource.indexOf('/');
      if (slash < 1 || slash == resource.length() - 1) {
        throw new IllegalArgumentException(
            "not a resource: '" + resource + "' (expected TYPE/ACTION, such as container/logs)");
      }
      granted.computeIfAbsent(resource.substring(0, slash), _ -> new HashSet<>())
          .add(resource.substring(slash + 1));
    }
    return new Identity(name, Set.copyOf(scopes), Map.copyOf(granted));
  }
}
