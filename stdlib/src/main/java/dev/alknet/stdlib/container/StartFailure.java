package dev.alknet.stdlib.container;

import dev.alknet.runtime.call.CallException;
import dev.alknet.stdlib.process.ProcessErrors;
import java.util.Set;

/// Reads out of the daemon's words why a container did not start.
///
/// The daemon has no code for a program that the image lacks: only its status, which says that the
/// request was wrong, and the words of whoever tried to execute it.
final class StartFailure {
  private static final Set<Integer> OUR_FAULT = Set.of(400, 404);

  private StartFailure() {}

  /// The failure as callers know it: `COMMAND_NOT_FOUND` when it is about `program`, else itself.
  static CallException explain(CallException failure, String program) {
    var details = failure.error().details();
    var words = failure.error().message();
    if (details == null || !OUR_FAULT.contains(details.path("status").asInt())
        || !words.contains(program)) {
      return failure;
    }
    if (words.contains("executable file not found")
        || words.contains("no such file or directory")) {
      return ProcessErrors.notFound(program, "the image has no such program");
    }
    return words.contains("permission denied")
        ? ProcessErrors.notFound(program, "it is not executable in the image")
        : failure;
  }
}
