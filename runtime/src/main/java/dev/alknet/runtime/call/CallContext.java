package dev.alknet.runtime.call;

import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a handler knows about the call it serves.
///
/// `identity` is who asked (for a composed call: the authority of the handler that made it) and
/// absent for the anonymous; `forwardedFor` is whom a caller from outside claims to act for, which
/// proves nothing and is absent for composed calls; `authority` is what this operation itself may
/// do when it composes; `offered` is what this node offers the caller's connection besides its
/// registry; `capabilities` are the secrets of this very operation, whoever called it; `env` reaches
/// what this operation may call; `proved` is the key that the connection of a call from outside has
/// proved, whoever it belongs to. Source: call.md §9, §11, §12; rulings 1 and 6.
public record CallContext(Call call, @Nullable Identity identity, @Nullable Identity forwardedFor,
    @Nullable Identity authority, boolean internal, List<OperationSpec> offered,
    Capabilities capabilities, Env env, @Nullable Fingerprint proved) {
  public CallContext {
    offered = List.copyOf(offered);
  }

  /// Who asked, by name; `anonymous` when nobody said.
  public String caller() {
    return identity == null ? "anonymous" : identity.id();
  }
}
