package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The code of one session in a process of its own, whose node is elsewhere ([ScriptHost]). The node
/// chooses the keys of turns and of calls that its functions serve.
public final class GuestCode implements AutoCloseable {
  private final LiveCalls live;
  private final InProcessSession session;

  private GuestCode(LiveCalls live, InProcessSession session) {
    this.live = live;
    this.session = session;
  }

  public static GuestCode open(ScriptEngine engine, ScriptHost host, ModuleSource modules,
      ScriptConsole console, ResourceLimits limits) {
    var live = new LiveCalls(limits);
    return new GuestCode(live, InProcessSession.open(engine,
        new InProcessSession.Surroundings(host, live, modules, console, limits)));
  }

  /// Does once, for nobody and with nothing to call, what every session does first, so that the next
  /// one begins at once.
  public static void warmUp(ScriptEngine engine) throws InterruptedException {
    var nobody = new SessionOptions(CompositionAuthority.of("nobody"), new Peers(),
        new TextModules(Map.of()), (_, _) -> {}, ResourceLimits.NONE);
    try (var session =
        Session.open(engine, new Dispatcher(), Registry.bare(List.of()), nobody)) {
      for (var line : List.of("1 + 1", "await env.invoke('nothing', {}).catch(String)",
          "await Promise.all([1].map(async (x) => { return x }))", // which needs the parser
          "const seen = [1, {a: 'b'}].map(String); console.log(seen)")) {
        var _ = session.eval(line, "warm-up", Deadline.NONE);
      }
    }
  }

  public Evaluation run(long key, Path file, JsonNode input) throws InterruptedException {
    return session.run(key, file, input, Deadline.NONE);
  }

  public Evaluation eval(long key, String code, String sourceName) throws InterruptedException {
    return session.eval(key, code, sourceName, Deadline.NONE);
  }

  public boolean incomplete(String code) {
    return session.incomplete(code);
  }

  public List<String> members(String object) throws InterruptedException {
    return session.members(object);
  }

  /// Stops the turn with this key, also one that has not begun yet, and returns when its code can do
  /// nothing more.
  public void stop(long key) throws InterruptedException {
    session.stop(key);
  }

  /// Something has changed that may leave code with nothing to wait for.
  public void wake() {
    session.wake();
  }

  /// From now on code runs for this call too, which a function of the session serves.
  public void serving(ScriptFunction.Served served, Call call) {
    live.addServed(served, call);
  }

  /// That call is over.
  public void served(long key) {
    live.remove(key);
  }

  @Override
  public void close() {
    session.close();
  }
}
