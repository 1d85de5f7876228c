package dev.alknet.runtime.script;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// [SessionWebTest] behind the worker wall: the same scripts give the same results.
/// Takes long, a process for each test: runs with `-Dalknet.walls=all`.
@EnabledIfSystemProperty(named = "alknet.walls", matches = "all")
class WorkerSessionWebTest extends SessionWebTest {
  @Override
  Origin origin() {
    return Origin.UNTRUSTED;
  }
}
