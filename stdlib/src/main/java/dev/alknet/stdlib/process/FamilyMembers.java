package dev.alknet.stdlib.process;

import java.util.List;
import java.util.stream.Stream;

/// Finds the members where processes are not listed as files: the family tree of the leader, as far
/// as it still hangs together. `grouped` says whether a signal to the leader's group reaches them.
record FamilyMembers(ProcessHandle leader, boolean grouped) implements GroupMembers {
  @Override
  public List<Member> alive() {
    return Stream.concat(Stream.of(leader), leader.descendants())
        .filter(ProcessHandle::isAlive)
        .map(process -> new Member(process.pid(), grouped))
        .toList();
  }
}
