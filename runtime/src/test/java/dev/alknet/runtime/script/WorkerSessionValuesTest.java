package dev.alknet.runtime.script;

/// [SessionValuesTest] behind the worker wall: the same scripts give the same results.
class WorkerSessionValuesTest extends SessionValuesTest {
  @Override
  Origin origin() {
    return Origin.UNTRUSTED;
  }
}
