package dev.alknet.runtime.script;

import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Via;

/// What a session may do and who stands behind its calls, which peers it finds, where its imports come
/// from, where its console goes, what each run in it may use up, and whether calls of what it registers
/// are recorded.
public record SessionOptions(CompositionAuthority owner, Via via, Peers peers, ModuleSource modules,
    ScriptConsole console, ResourceLimits limits, boolean recorded) {
  /// A session of whoever runs this node.
  public SessionOptions(CompositionAuthority owner, Peers peers, ModuleSource modules,
      ScriptConsole console, ResourceLimits limits) {
    this(owner, new Via.Session(), peers, modules, console, limits, false);
  }

  /// The same, recorded.
  public SessionOptions recording() {
    return new SessionOptions(owner, via, peers, modules, console, limits, true);
  }
}
