package dev.alknet.runtime.script;

/// What stands between the code of a session and everything else. docs/sandbox.md says what each holds.
public enum Wall {
  /// A context that can reach nothing of the host, in the process of the node.
  IN_PROCESS,
  /// The same in a JVM of its own, which has no network and no files and can be killed.
  WORKER,
  /// The same in a container that has nothing: no network, no rights, an empty file system.
  CONTAINER
}
