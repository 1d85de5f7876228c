package dev.alknet.runtime.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.identity.IdentityProvider;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.runtime.transport.Credential;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One of two nodes that a test connects: what it serves and whom it knows.
final class Side implements IdentityProvider {
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<Fingerprint, Identity> keys = new ConcurrentHashMap<>();
  private final Map<String, Identity> tokens = new ConcurrentHashMap<>();
  private final Peers peers = new Peers();
  private final CallService service;

  Side(Operation... operations) {
    service = new CallService(new Dispatcher(), Registry.of(List.of(operations)), peers, this);
  }

  /// Whoever holds this key is `identity` from now on.
  Side knows(Fingerprint key, Identity identity) {
    keys.put(key, identity);
    return this;
  }

  /// Whoever holds the key that belongs to this name is known by it from now on.
  Side knows(String name, String... scopes) {
    return knows(key(name), Identity.of(name, Set.of(scopes)));
  }

  /// Whoever holds the key that belongs to this name is nobody from now on.
  void forgets(String name) {
    keys.remove(key(name));
  }

  /// Whoever shows this token is `identity` from now on.
  Side accepts(String token, Identity identity) {
    tokens.put(token, identity);
    return this;
  }

  CallService service() {
    return service;
  }

  Peers peers() {
    return peers;
  }

  /// A caller inside a call of this node, who reaches everything there is, peers included.
  Caller inside(Call call, @Nullable Identity identity) {
    return Caller.inside(call, identity, Layers.of(service.registry(), peers), ScopedEnv.all());
  }

  /// The fingerprint of a key that belongs to this name.
  static Fingerprint key(String name) {
    return Fingerprint
        .ofEd25519(Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), 32));
  }

  /// The proof of that key.
  static Credential proof(String name) {
    return new Credential.Key(key(name));
  }

  static Call root() {
    return Call.root(CallId.random(), Deadline.NONE);
  }

  static Operation echo() {
    return Operation.local(OperationSpec.query("test/echo").build(), (input, _) -> input);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// The error code of an outcome; `OK` when it is none.
  static String code(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded _ -> "OK";
      case Outcome.Failed(var error) -> error.code();
    };
  }

  @Override
  public @Nullable Identity byFingerprint(Fingerprint fingerprint) {
    return keys.get(fingerprint);
  }

  @Override
  public @Nullable Identity byToken(String token, @Nullable Fingerprint proved) {
    return tokens.get(token);
  }

  @Override
  public @Nullable Identity localUser() {
    return null;
  }
}
