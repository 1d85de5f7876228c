package dev.alknet.runtime.script;

/// [SessionModulesTest] behind the worker wall: the same scripts give the same results.
class WorkerSessionModulesTest extends SessionModulesTest {
  @Override
  Origin origin() {
    return Origin.UNTRUSTED;
  }
}
