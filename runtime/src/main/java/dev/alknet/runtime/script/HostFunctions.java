package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.AbortPolicy;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.PeerRef;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Limit;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.graalvm.polyglot.PolyglotException;
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

  /// What the host functions work with: the node, the calls that code runs for, what waits, the
  /// console, functions of the script, and who has used up what when no call says so.
  record Parts(ScriptHost host, LiveCalls live, HostTasks tasks, ScriptConsole console,
      ScriptHandlers handlers, Supplier<Meter> running) {}

  /// What a function answers that had no room to run; `errors.js` makes a `RangeError` of it.
  static final String NO_STACK = "!";

  private static final Logger LOG = System.getLogger(HostFunctions.class.getName());

  private final ScriptHost calls;
  private final LiveCalls live;
  private final HostTasks tasks;
  private final ScriptConsole console;
  private final ScriptHandlers handlers;
  private final Supplier<Meter> running;

  private record Stream(ScriptHost.Items items, HostTasks.Owner owner) {}

  private final Map<Long, Stream> streams = new ConcurrentHashMap<>();
  private final AtomicLong nextStream = new AtomicLong();

  HostFunctions(Parts parts) {
    this.calls = parts.host;
    this.live = parts.live;
    this.tasks = parts.tasks;
    this.console = parts.console;
    this.handlers = parts.handlers;
    this.running = parts.running;
  }

  ProxyObject toGuest() {
    return ProxyObject.fromMap(Map.ofEntries(
        function("invoke", this::invoke),
        function("open", this::open),
        function("take", this::take),
        function("show", this::show),
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
        function("print", this::print),
        function("underway", this::underway)));
  }

  /// A refusal is answered as text, like the failure of a task: no host exception enters a guest.
  private static Map.Entry<String, Object> function(String name, ProxyExecutable body) {
    ProxyExecutable guarded = args -> {
      try {
        StackRoom.check();
        return body.execute(args);
      } catch (StackOverflowError _) {
        return NO_STACK;
      } catch (CallException e) {
        return HostTasks.failure(e.error());
      } catch (PolyglotException e) {
        throw e; // code of the script that a value of it has run
      } catch (IllegalArgumentException e) {
        return HostTasks.failure(CallError.invalidInput(String.valueOf(e.getMessage())));
      } catch (RuntimeException e) {
        if (e.getClass().getName().startsWith("com.oracle.truffle.")) {
          throw e; // the engine stops the code
        }
        LOG.log(Level.ERROR, "the host function " + name + " has failed unexpectedly", e);
        return HostTasks.failure(CallError.internal());
      }
    };
    return Map.entry(name, guarded);
  }

  /// (key, name, input, timeout, policy, peer, settle) → task
  private Object invoke(Value... args) {
    var key = args[0].asLong();
    var name = args[1].asString();
    var input = input(key, args[2]);
    var options = options(args[3], args[4], args[5]);
    return tasks.call(live.owner(key), args[6],
        () -> calls.start(key, name, Json.parse(input), options));
  }

  /// (key, name, input, timeout, policy, peer) → stream number
  private Object open(Value... args) {
    var key = args[0].asLong();
    var items = calls.subscribe(key, args[1].asString(),
        Json.parse(input(key, args[2])), options(args[3], args[4], args[5]));
    var id = nextStream.getAndIncrement();
    streams.put(id, new Stream(items, live.owner(key)));
    items.onOver(() -> streams.remove(id)); // a script may have walked away from it
    return id;
  }

  /// (stream, settle) → task; the answer is an array, empty at the end
  private Object take(Value... args) {
    var stream = stream(args[0]);
    return tasks.start(stream.owner, "take", args[1], () -> stream.items.take(BATCH)
        .stream()
        .map(Json::print)
        .collect(Collectors.joining(",", "[", "]")));
  }

  /// (stream, sink, settle) → task; the items to come go to the sink, until the end
  private Object show(Value... args) {
    var stream = stream(args[0]);
    ShownItems sink = args[1].asProxyObject();
    return tasks.start(stream.owner, "show", args[2], () -> {
      while (true) {
        var batch = stream.items.take(BATCH);
        if (batch.isEmpty()) {
          return "null";
        }
        batch.forEach(sink::show);
      }
    });
  }

  private Stream stream(Value number) {
    var stream = streams.get(number.asLong());
    if (stream == null) { // aborted between two batches
      throw new CallException(CallError.cancelled());
    }
    return stream;
  }

  /// (stream): nobody wants more items
  private Object close(Value... args) {
    var stream = streams.remove(args[0].asLong());
    if (stream != null) {
      stream.items.close();
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
    var key = args[0].asLong();
    var time = duration(args[1]);
    var meter = live.meter(key);
    meter.add(Limit.TIMERS, 1);
    return tasks.start(live.owner(key), "sleep", args[2], () -> {
      try {
        Thread.sleep(time);
        return "null";
      } finally {
        meter.giveBack(Limit.TIMERS, 1);
      }
    });
  }

  /// (key, milliseconds, callback): calls back once, unless the session has ended; nothing waits for it
  private Object alarm(Value... args) {
    tasks.alarm(live.tree(args[0].asLong()), duration(args[1]), args[2], running.get());
    return true;
  }

  /// (description, streams, handler, peer) → {name, registration}, or {refusal}
  private Object register(Value... args) {
    var answer = JsonNodeFactory.instance.objectNode();
    try {
      var description = Json.parse(running.get().checked(args[0].asString()));
      var registered = calls.register(description, args[1].asBoolean(),
          handlers.function(args[2]), args[3].asString());
      answer.put("name", registered.name()).put("registration", registered.number());
    } catch (IllegalArgumentException e) {
      answer.put("refusal", String.valueOf(e.getMessage()));
    }
    return Json.print(answer);
  }

  /// (key, name) → whether it is a subscription
  private Object streams(Value... args) {
    return calls.streams(args[0].asLong(), args[1].asString());
  }

  /// (registration)
  private Object unregister(Value... args) {
    calls.unregister(args[0].asLong());
    return true;
  }

  /// (key, peer) → JSON array of short descriptions
  private Object operations(Value... args) {
    return Json.print(calls.operations(args[0].asLong(), args[1].asString()));
  }

  /// (key, name, peer) → JSON
  private Object describe(Value... args) {
    return Json.print(calls.describe(args[0].asLong(), args[1].asString(), args[2].asString()));
  }

  /// (key) → JSON array of ids
  private Object peers(Value... args) {
    return Json.print(calls.peers(args[0].asLong()));
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
    running.get().add(Limit.CONSOLE, text.length() + 1);
    console.print(ScriptConsole.Level.valueOf(args[0].asString().toUpperCase(Locale.ROOT)), text);
    return true;
  }

  /// (item as JSON)
  private Object underway(Value... args) {
    console.underway(Json.parse(args[0].asString()));
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

  /// JSON that leaves the script, small and flat enough.
  private String input(long key, Value json) {
    return live.meter(key).checked(json.asString());
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
}
