package dev.alknet.runtime.script;

/// [SessionPeersTest] behind the worker wall: the same scripts give the same results.
class WorkerSessionPeersTest extends SessionPeersTest {
  @Override
  Origin origin() {
    return Origin.UNTRUSTED;
  }
}
