package dev.alknet.runtime.call;

import dev.alknet.runtime.identity.Identity;
import org.jspecify.annotations.Nullable;

/// What a handler knows about the call it serves.
///
/// `identity` is who asked (for a composed call: the authority of the handler that made it) and
/// absent for the anonymous; `authority` is what this operation itself may do when it composes;
/// `env` reaches what this operation may call. Source: call.md §11.
public record CallContext(Call call, @Nullable Identity identity, @Nullable Identity authority,
    boolean internal, Env env) {

  /// Who asked, by name; `anonymous` when nobody said.
  public String caller() {
    return identity == null ? "anonymous" : identity.id();
  }
}
