package dev.alknet.repl.command;

import dev.alknet.repl.shell.NodeSource;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.CallError;
import org.jspecify.annotations.Nullable;

/// Where a command works: a node, or one peer of it when `peer` is given. `name` says which in a
/// sentence, `options` in words to type.
record Workplace(NodeSource node, String name, String options, @Nullable String peer) {
  Workplace(NodeSource node, String name, String options) {
    this(node, name, options, null);
  }

  /// This peer of the node.
  Workplace at(String id) {
    return new Workplace(node, id, options + " --peer " + id, id);
  }

  /// The node itself in words to type, whichever peer was meant.
  String nodeOptions() {
    return peer == null ? options : options.substring(0, options.lastIndexOf(" --peer "));
  }

  /// The operations there, as part of `root`. A peer that is not attached is a [CallException].
  Env env(Node open, Call root) {
    var env = open.operatorEnv(root);
    if (peer == null) {
      return env;
    }
    if (!env.peers().contains(peer)) {
      throw new CallException(CallError.peerNotFound(peer, env.peers()));
    }
    return env.peer(peer);
  }
}
