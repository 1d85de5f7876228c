package dev.alknet.runtime.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/// The code behind an operation: a plain method that returns or throws.
///
/// It runs on a virtual thread of its own. An interrupt means that nobody waits any more: let it
/// pass and release what you hold. Throw [CallException] with a declared code for an expected
/// failure; everything else becomes `INTERNAL`. Source: call.md §5.4.
public sealed interface Handler {
  /// Answers once; for queries and mutations.
  @FunctionalInterface
  non-sealed interface Once extends Handler {
    JsonNode handle(JsonNode input, CallContext context) throws IOException, InterruptedException;
  }

  /// Answers with any number of items and returns at the end; for subscriptions.
  @FunctionalInterface
  non-sealed interface Stream extends Handler {
    void handle(JsonNode input, CallContext context, Emitter emitter)
        throws IOException, InterruptedException;
  }

  /// Takes the stream pair itself, for interactive work (`carriage: "raw"`); the call ends when it
  /// returns. Source: docker-fleet-http.md §1.3.
  @FunctionalInterface
  non-sealed interface Raw extends Handler {
    void handle(JsonNode input, CallContext context, RawChannel channel)
        throws IOException, InterruptedException;
  }
}
