package dev.alknet.runtime.script;

/// [SessionEnvTest] behind the worker wall: the same scripts give the same results.
class WorkerSessionEnvTest extends SessionEnvTest {
  @Override
  Origin origin() {
    return Origin.UNTRUSTED;
  }
}
