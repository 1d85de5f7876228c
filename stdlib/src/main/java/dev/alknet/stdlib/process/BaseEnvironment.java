package dev.alknet.stdlib.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The environment a program gets: a few harmless variables of the node, then what the caller adds.
///
/// Nothing else of the node's environment reaches a program, so that a secret there stays there.
final class BaseEnvironment {
  /// What is passed on when the node has it.
  static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR");

  private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

  private final Map<String, String> node;

  BaseEnvironment(Map<String, String> node) {
    this.node = Map.copyOf(node);
  }

  /// The whole environment of a program to which `added` is given.
  Map<String, String> with(Map<String, String> added) {
    var all = new HashMap<String, String>();
    all.put("PATH", USUAL_PATH);
    for (var name : INHERITED) {
      var value = node.get(name);
      if (value != null) {
        all.put(name, value);
      }
    }
    all.putAll(added);
    return all;
  }
}
