package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.AbortPolicy;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.call.PeerRef;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.operation.OperationKind;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;

/// What `boot.js` may ask of the host: a closed list of functions over numbers and text.
///
/// All are called on the session's thread and return at once; what takes time becomes a
/// [HostTasks] task.
final class HostFunctions {
  /// How many items of a subscription cross in one piece at the most.
  private static final int BATCH = Subscription.CAPACITY;

  private final SessionCalls calls;
  private final HostTasks tasks;
  private final ScriptConsole console;
  private final Map<Long, Subscription> streams = new ConcurrentHashMap<>();
  private final AtomicLong nextStream = new AtomicLong();

  HostFunctions(SessionCalls calls, HostTasks tasks, ScriptConsole console) {
    this.calls = calls;
    this.tasks = tasks;
    this.console = console;
  }

  ProxyObject toGuest() {
    return ProxyObject.fromMap(Map.ofEntries(
        function("invoke", this::invoke),
        function("open", this::open),
        function("take", this::take),
        function("close", this::close),
        function("cancel", this::cancel),
        function("sleep", this::sleep),
        function("alarm", this::alarm),
        function("register", this::register),
        function("unregister", this::unregister),
        function("operations", this::operations),
        function("peers", this::peers),
        function("describe", this::describe),
        function("streams", this::streams),
        function("random", this::random),
        function("print", this::print)));
  }

  /// A refusal is answered as text, like the failure of a task: no host exception enters a guest.
  private static Map.Entry<String, Object> function(String name, ProxyExecutable body) {
    ProxyExecutable guarded = args -> {
      try {
        return body.execute(args);
      } catch (CallException e) {
        return HostTasks.failure(e.error());
      }
    };
    return Map.entry(name, guarded);
  }

  /// (key, name, input, timeout, policy, peer, settle) → task
  private Object invoke(Value... args) {
    var key = args[0].asLong();
    var name = args[1].asString();
    var input = args[2].asString();
    var options = options(args[3], args[4], args[5]);
    return tasks.call(calls.tree(key), args[6],
        () -> calls.start(key, name, Json.parse(input), options));
  }

  /// (key, name, input, timeout, policy, peer) → stream number
  private Object open(Value... args) {
    var subscription = calls.env(args[0].asLong())
        .subscribe(args[1].asString(), Json.parse(args[2].asString()),
            options(args[3], args[4], args[5]));
    var id = nextStream.getAndIncrement();
    streams.put(id, subscription);
    subscription.call().onSettled(_ -> ended(id));
    return id;
  }

  /// (stream, settle) → task; the answer is an array, empty at the end
  private Object take(Value... args) {
    var id = args[0].asLong();
    var subscription = Objects.requireNonNull(streams.get(id), "the stream is closed");
    return tasks.start(subscription.call().tree(), "take", args[1], () -> subscription.take(BATCH)
        .stream()
        .map(Json::print)
        .collect(Collectors.joining(",", "[", "]")));
  }

  /// (stream): nobody wants more items
  private Object close(Value... args) {
    var subscription = streams.remove(args[0].asLong());
    if (subscription != null) {
      subscription.close();
    }
    return true;
  }

  /// (task)
  private Object cancel(Value... args) {
    if (args[0].isNumber()) {
      tasks.cancel(args[0].asLong());
    }
    return true;
  }

  /// (key, milliseconds, settle) → task
  private Object sleep(Value... args) {
    var time = duration(args[1]);
    return tasks.start(calls.tree(args[0].asLong()), "sleep", args[2], () -> {
      Thread.sleep(time);
      return "null";
    });
  }

  /// (milliseconds, callback): calls back once, unless the session has ended; nothing waits for it
  private Object alarm(Value... args) {
    tasks.alarm(duration(args[0]), args[1]);
    return true;
  }

  /// (description, streams, handler, peer) → {name, registration}, or {refusal}
  private Object register(Value... args) {
    var answer = JsonNodeFactory.instance.objectNode();
    try {
      var registered = calls.register(Json.parse(args[0].asString()), args[1].asBoolean(), args[2],
          args[3].asString());
      answer.put("name", registered.name()).put("registration", registered.number());
    } catch (IllegalArgumentException e) {
      answer.put("refusal", String.valueOf(e.getMessage()));
    }
    return Json.print(answer);
  }

  /// (key, name) → whether it is a subscription
  private Object streams(Value... args) {
    return calls.env(args[0].asLong())
        .describe(args[1].asString())
        .kind() == OperationKind.SUBSCRIPTION;
  }

  /// (registration)
  private Object unregister(Value... args) {
    calls.unregister(args[0].asLong());
    return true;
  }

  /// (key, peer) → JSON array of short descriptions
  private Object operations(Value... args) {
    var list = JsonNodeFactory.instance.arrayNode();
    env(args[0], args[1]).operations().forEach(spec -> list.add(spec.summary()));
    return Json.print(list);
  }

  /// (key, name, peer) → JSON
  private Object describe(Value... args) {
    return Json.print(env(args[0], args[2]).describe(args[1].asString()).toJson());
  }

  /// (key) → JSON array of ids
  private Object peers(Value... args) {
    var list = JsonNodeFactory.instance.arrayNode();
    calls.env(args[0].asLong()).peers().forEach(list::add);
    return Json.print(list);
  }

  /// (count) → that many random bytes in hexadecimal digits
  private Object random(Value... args) {
    var bytes = new byte[args[0].asInt()];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// (level, values)
  private Object print(Value... args) {
    var values = args[1];
    var text = IntStream.range(0, (int) values.getArraySize())
        .mapToObj(i -> display(values.getArrayElement(i)))
        .collect(Collectors.joining(" "));
    console.print(ScriptConsole.Level.valueOf(args[0].asString().toUpperCase(Locale.ROOT)), text);
    return true;
  }

  static String display(Value value) {
    if (value.isString()) {
      return value.asString();
    }
    return value.isException() && value.hasMember("stack")
        ? value.getMember("stack").toString()
        : value.toString();
  }

  /// An empty peer is none.
  private Env env(Value key, Value peer) {
    var env = calls.env(key.asLong());
    return peer.asString().isEmpty() ? env : env.peer(peer.asString());
  }

  /// An empty policy or peer is none.
  private static CallOptions options(Value milliseconds, Value policy, Value peer) {
    return new CallOptions(milliseconds.asDouble() > 0 ? duration(milliseconds) : null,
        policy.asString().isEmpty() ? null : AbortPolicy.parse(policy.asString()),
        peer.asString().isEmpty() ? null : new PeerRef.Specific(peer.asString()));
  }

  private static Duration duration(Value milliseconds) {
    return Duration.ofNanos((long) (milliseconds.asDouble() * 1_000_000));
  }

  /// A script may have walked away from it: only what still waits for items keeps a stream.
  private void ended(long id) {
    var subscription = streams.get(id);
    if (subscription != null && subscription.call().aborted() != null) {
      streams.remove(id);
    }
  }
}
