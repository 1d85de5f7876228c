package dev.alknet.runtime.script;

/// [SessionAbortTest] behind the worker wall: the same scripts give the same results.
class WorkerSessionAbortTest extends SessionAbortTest {
  @Override
  Origin origin() {
    return Origin.UNTRUSTED;
  }
}
