package dev.alknet.runtime.script;

/// [SessionOperationsTest] behind the worker wall: the same scripts give the same results.
class WorkerSessionOperationsTest extends SessionOperationsTest {
  @Override
  Origin origin() {
    return Origin.UNTRUSTED;
  }
}
