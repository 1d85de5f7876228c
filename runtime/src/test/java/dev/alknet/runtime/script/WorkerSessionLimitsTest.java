package dev.alknet.runtime.script;

/// [SessionLimitsTest] behind the worker wall: the same scripts give the same results.
class WorkerSessionLimitsTest extends SessionLimitsTest {
  @Override
  Origin origin() {
    return Origin.UNTRUSTED;
  }
}
