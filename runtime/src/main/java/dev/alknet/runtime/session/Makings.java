package dev.alknet.runtime.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Via;
import dev.alknet.runtime.script.ModuleSource;
import dev.alknet.runtime.script.Origin;
import dev.alknet.runtime.script.ScriptConsole;
import dev.alknet.runtime.script.Session;
import dev.alknet.runtime.script.SessionOptions;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;

/// What sessions for callers are made of.
record Makings(SessionOpening opening, SessionRules rules) {
  /// A session for this caller with these rights. It finds no peers: they would take what it asks of
  /// them for something that this node asks.
  Session session(CallContext context, Identity rights, ModuleSource modules,
      ScriptConsole console) throws IOException, InterruptedException {
    var local = owner(context).operator() && context.proved() == null;
    var origin = local ? Origin.OPERATOR : Origin.WIRE;
    return opening.open(origin, new SessionOptions(new CompositionAuthority(rights),
        local ? new Via.Session() : new Via.Peer(context.proved()), new Peers(), modules, console,
        local ? rules.operator() : rules.others(), rules.promotions() != null));
  }

  /// Who asks; the access check lets in nobody who is nobody.
  static Identity owner(CallContext context) {
    return Objects.requireNonNull(context.identity(), "nobody asks");
  }

  /// The same identity with these scopes, which it must have; all of them when none are named.
  static Identity narrowed(Identity owner, JsonNode scopes) {
    if (scopes.isMissingNode()) {
      return owner;
    }
    var wanted = new HashSet<String>();
    scopes.forEach(scope -> wanted.add(scope.textValue()));
    var narrow = new Identity(owner.id(), wanted, owner.operator() ? Map.of() : owner.resources());
    if (!new CompositionAuthority(owner).covers(new CompositionAuthority(narrow))) {
      wanted.removeAll(owner.scopes());
      throw new CallException(
          CallError.forbidden(
              "you do not hold " + String.join(", ", wanted.stream().sorted().toList())));
    }
    return narrow;
  }
}
