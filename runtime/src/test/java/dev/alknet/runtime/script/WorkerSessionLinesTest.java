package dev.alknet.runtime.script;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// [SessionLinesTest] behind the worker wall: the same scripts give the same results.
/// Takes long, a process for each test: runs with `-Dalknet.walls=all`.
@EnabledIfSystemProperty(named = "alknet.walls", matches = "all")
class WorkerSessionLinesTest extends SessionLinesTest {
  @Override
  Origin origin() {
    return Origin.UNTRUSTED;
  }
}
