package dev.alknet.runtime.script;

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
  /// Sorted; none when the thread does not come to it within a second.
  List<String> of(String object) throws InterruptedException {
    var names = new CompletableFuture<List<String>>();
    loop.post(() -> names.complete(now(object)));
    try {
      return names.get(1, TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      return List.of();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
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
