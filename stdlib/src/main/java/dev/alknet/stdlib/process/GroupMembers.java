package dev.alknet.stdlib.process;

import java.io.IOException;
import java.util.List;

/// Finds the processes that belong to a process group.
@FunctionalInterface
interface GroupMembers {
  /// One process; `grouped` when a signal to the leader's group reaches it.
  record Member(long pid, boolean grouped) {}

  /// Who is alive now.
  List<Member> alive() throws IOException;
}
