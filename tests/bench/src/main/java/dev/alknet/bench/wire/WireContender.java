package dev.alknet.bench.wire;

import java.io.IOException;

/// A way of calling another process: how to serve, and how to connect to what serves.
interface WireContender {
  /// What the table calls it; also how a process is told which one to be.
  String name();

  /// Whether it can do this kind of work.
  boolean takes(Workload workload);

  /// Serves on a free port of the loopback interface; lets in who shows the client's certificate.
  WireServer serve(Identity identity) throws IOException, InterruptedException;

  /// One connection to the server; both sides show and check certificates.
  WireClient connect(int port, Identity identity) throws IOException, InterruptedException;
}
