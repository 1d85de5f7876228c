package dev.alknet.runtime.script;

import dev.alknet.runtime.node.NodeSupplies;
import dev.alknet.stdlib.Labels;
import dev.alknet.stdlib.Stdlib;
import dev.alknet.tests.Provider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// The tests of sessions behind the wall of a container: the same scripts give the same results.
/// Takes long, a container for each test: runs with `-Dalknet.walls=all`. `ThirdPartyWallTest` compares a
/// few lines in every run.
@EnabledIfSystemProperty(named = "alknet.walls", matches = "all")
class ContainerSessionsTest {
  private static NodeSupplies containers() {
    Provider.DOCKER.require();
    var none = NodeSupplies.NONE;
    return new NodeSupplies(none.ownership(), none.grants(), none.identities(), none.log(),
        none.sessions(), Stdlib.thirdPartyWall(System.getenv(), new Labels("alknet-test-session")));
  }

  @Nested
  class Values extends SessionValuesTest {
    @Override
    Origin origin() {
      return Origin.THIRD_PARTY;
    }

    @Override
    NodeSupplies supplies() {
      return containers();
    }
  }

  @Nested
  class Signals extends SessionSignalsTest {
    @Override
    Origin origin() {
      return Origin.THIRD_PARTY;
    }

    @Override
    NodeSupplies supplies() {
      return containers();
    }
  }

  @Nested
  class Web extends SessionWebTest {
    @Override
    Origin origin() {
      return Origin.THIRD_PARTY;
    }

    @Override
    NodeSupplies supplies() {
      return containers();
    }
  }

  @Nested
  class Lines extends SessionLinesTest {
    @Override
    Origin origin() {
      return Origin.THIRD_PARTY;
    }

    @Override
    NodeSupplies supplies() {
      return containers();
    }
  }

  @Nested
  class Sessions extends SessionTest {
    @Override
    Origin origin() {
      return Origin.THIRD_PARTY;
    }

    @Override
    NodeSupplies supplies() {
      return containers();
    }
  }

  @Nested
  class Limits extends SessionLimitsTest {
    @Override
    Origin origin() {
      return Origin.THIRD_PARTY;
    }

    @Override
    NodeSupplies supplies() {
      return containers();
    }
  }

  @Nested
  class Aborts extends SessionAbortTest {
    @Override
    Origin origin() {
      return Origin.THIRD_PARTY;
    }

    @Override
    NodeSupplies supplies() {
      return containers();
    }
  }

  @Nested
  class Environment extends SessionEnvTest {
    @Override
    Origin origin() {
      return Origin.THIRD_PARTY;
    }

    @Override
    NodeSupplies supplies() {
      return containers();
    }
  }

  @Nested
  class Modules extends SessionModulesTest {
    @Override
    Origin origin() {
      return Origin.THIRD_PARTY;
    }

    @Override
    NodeSupplies supplies() {
      return containers();
    }
  }

  @Nested
  class Operations extends SessionOperationsTest {
    @Override
    Origin origin() {
      return Origin.THIRD_PARTY;
    }

    @Override
    NodeSupplies supplies() {
      return containers();
    }
  }

  @Nested
  class OtherNodes extends SessionPeersTest {
    @Override
    Origin origin() {
      return Origin.THIRD_PARTY;
    }

    @Override
    NodeSupplies supplies() {
      return containers();
    }
  }

  @Nested
  class Timers extends SessionTimersTest {
    @Override
    Origin origin() {
      return Origin.THIRD_PARTY;
    }

    @Override
    NodeSupplies supplies() {
      return containers();
    }
  }
}
