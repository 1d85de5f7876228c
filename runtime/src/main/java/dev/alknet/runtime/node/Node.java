package dev.alknet.runtime.node;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.OperationFamily;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.runtime.script.ScriptConsole;
import dev.alknet.runtime.script.ScriptEngine;
import dev.alknet.runtime.script.Session;
import dev.alknet.runtime.script.SessionOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One node, embedded in this process: a registry of operations, the dispatcher and, once somebody
/// asks for a session, the script engine.
///
/// The local operator holds every scope that an operation of this node asks for.
public final class Node implements AutoCloseable {
  private final List<OperationFamily> families;
  private final Registry registry;
  private final Dispatcher dispatcher = new Dispatcher();
  private final CompositionAuthority operator;
  private @Nullable ScriptEngine engine;

  private Node(List<OperationFamily> families) {
    this.families = List.copyOf(families);
    this.registry = Registry.of(families.stream()
        .flatMap(family -> family.operations().stream())
        .toList());
    this.operator = new CompositionAuthority(Identity.of("operator", registry.operations()
        .stream()
        .map(operation -> operation.spec().access())
        .flatMap(access -> Stream.concat(access.requiredScopes().stream(),
            access.requiredScopesAny().stream()))
        .collect(Collectors.toSet())));
    families.forEach(family -> family.attached(dispatcher, registry));
  }

  /// A node with these operations; it owns the families from now on.
  public static Node open(List<OperationFamily> families) {
    return new Node(families);
  }

  /// The operations this node came up with.
  public Registry registry() {
    return registry;
  }

  /// The way to call them.
  public Dispatcher dispatcher() {
    return dispatcher;
  }

  /// The operations as the local operator reaches them, as part of `root`.
  public Env operatorEnv(Call root) {
    return dispatcher.env(Caller.inside(root, operator.identity(), Layers.curated(registry),
        ScopedEnv.all()));
  }

  /// A script session of the local operator; imports are read from `folder`.
  public Session session(Path folder, ScriptConsole console) throws IOException {
    return Session.open(engine(), dispatcher, registry,
        new SessionOptions(operator, folder, console));
  }

  /// The engine, started on first use.
  public synchronized ScriptEngine engine() {
    if (engine == null) {
      engine = ScriptEngine.open();
    }
    return engine;
  }

  @Override
  public synchronized void close() throws IOException {
    for (var family : families.reversed()) {
      family.close();
    }
    if (engine != null) {
      engine.close();
    }
  }
}
