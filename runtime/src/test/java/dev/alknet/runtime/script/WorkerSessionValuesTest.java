package dev.alknet.runtime.script;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// [SessionValuesTest] behind the worker wall: the same scripts give the same results.
/// Takes long, a process for each test: runs with `-Dalknet.walls=all`.
@EnabledIfSystemProperty(named = "alknet.walls", matches = "all")
class WorkerSessionValuesTest extends SessionValuesTest {
  @Override
  Origin origin() {
    return Origin.UNTRUSTED;
  }
}
