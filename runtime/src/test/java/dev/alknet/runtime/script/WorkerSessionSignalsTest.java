package dev.alknet.runtime.script;

/// [SessionSignalsTest] behind the worker wall: the same scripts give the same results.
class WorkerSessionSignalsTest extends SessionSignalsTest {
  @Override
  Origin origin() {
    return Origin.UNTRUSTED;
  }
}
