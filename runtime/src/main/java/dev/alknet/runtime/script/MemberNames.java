package dev.alknet.runtime.script;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.CallTree;
import dev.alknet.runtime.call.Deadline;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;

/// The names that may follow what somebody types, as the thread of the session finds them.
record MemberNames(Context context, EventLoop loop, Guest guest) {
  /// Sorted; none when the thread does not come to it, or to an end, within a second. A proxy of the
  /// script may take for ever to say what it has: then it is interrupted, also when nobody waits any more.
  List<String> of(String object) throws InterruptedException {
    var names = new CompletableFuture<List<String>>();
    var ours = Call.root(CallId.random(), Deadline.NONE).tree();
    loop.post(ours, () -> {
      if (!names.isDone()) {
        names.complete(now(object));
      }
    });
    try {
      return names.get(1, TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      return List.of();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      if (names.cancel(false)) { // whoever comes to it now does nothing
        stop(ours);
      }
    }
  }

  /// Where the processor is busy an interrupt may be over before the thread has looked.
  private void stop(CallTree ours) throws InterruptedException {
    var tries = 10;
    while (tries > 0
        && loop.unless(other -> !ours.equals(other), () -> Interruption.once(context))) {
      tries--;
    }
  }

  /// What a line has declared with `let`, `const` or `class` is no member of the global object.
  private List<String> now(String object) {
    var declared = context.getBindings("js");
    if (object.isEmpty()) {
      return Stream.concat(Json.strings(guest.members("")).stream(),
          declared.getMemberKeys().stream()).distinct().sorted().toList();
    }
    var first = object.contains(".") ? object.substring(0, object.indexOf('.')) : object;
    try {
      return Json.strings(declared.hasMember(first)
          ? guest.membersOf(declared.getMember(first),
              object.substring(Math.min(object.length(), first.length() + 1)))
          : guest.members(object));
    } catch (PolyglotException _) {
      return List.of(); // declared, and without a value yet
    }
  }
}
