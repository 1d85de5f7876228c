package dev.alknet.runtime.connection;

import dev.alknet.runtime.wire.CallEvent;

/// A request as it came in: on which stream, and how many bytes it keeps as long as it is served.
record Arrival(CallStream stream, CallEvent.Requested event, int size) {}
