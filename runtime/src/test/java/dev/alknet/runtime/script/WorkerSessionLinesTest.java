package dev.alknet.runtime.script;

/// [SessionLinesTest] behind the worker wall: the same scripts give the same results.
class WorkerSessionLinesTest extends SessionLinesTest {
  @Override
  Origin origin() {
    return Origin.UNTRUSTED;
  }
}
