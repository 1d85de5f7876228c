package dev.alknet.runtime.script;

/// [SessionWebTest] behind the worker wall: the same scripts give the same results.
class WorkerSessionWebTest extends SessionWebTest {
  @Override
  Origin origin() {
    return Origin.UNTRUSTED;
  }
}
