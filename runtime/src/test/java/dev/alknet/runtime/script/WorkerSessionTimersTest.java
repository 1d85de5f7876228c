package dev.alknet.runtime.script;

/// [SessionTimersTest] behind the worker wall: the same scripts give the same results.
class WorkerSessionTimersTest extends SessionTimersTest {
  @Override
  Origin origin() {
    return Origin.UNTRUSTED;
  }
}
