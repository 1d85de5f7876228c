package dev.alknet.runtime.script;

/// [SessionTest] behind the worker wall: the same scripts give the same results.
class WorkerSessionTest extends SessionTest {
  @Override
  Origin origin() {
    return Origin.UNTRUSTED;
  }
}
