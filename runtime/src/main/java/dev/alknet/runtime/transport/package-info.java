/// Moving bytes between nodes: connections that carry duplex streams, the endpoint that accepts and
/// dials them, and the router that gives each one to the protocol it speaks.
///
/// [Connection] and [DuplexStream] are what everybody sees; [QuicEndpoint], [UnixEndpoint] and
/// [WebSocketEndpoint] make them for real, [MemoryLink] for tests and simulations,
/// [DuplexConnection] out of any one stream. [ProtocolRouter] gives accepted ones to who serves them.
/// [LocalSocket] is for what is no connection: a few bytes between programs of one user.
///
/// Knows nothing of calls: what the bytes mean is the business of whoever serves a connection. May
/// use `identity`. The only room that sees Netty; its types do not leave it (docs/adr/0005).
@NullMarked
package dev.alknet.runtime.transport;

import org.jspecify.annotations.NullMarked;
