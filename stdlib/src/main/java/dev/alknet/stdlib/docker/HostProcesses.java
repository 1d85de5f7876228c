package dev.alknet.stdlib.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The processes of containers as this machine sees them, where the daemon is on it.
///
/// A process is taken for one of a container only if its control group names the container: the
/// daemon may be on another machine, where the same number is another process.
record HostProcesses(Path proc, String containerId) {
  private static final int SESSION_FIELD = 3;

  HostProcesses(String containerId) {
    this(Path.of("/proc"), containerId);
  }

  /// The number that the container itself has for this process of the daemon's machine; empty where
  /// that cannot be known.
  String inside(long pid) {
    if (!ours(pid)) {
      return "";
    }
    try (var lines = Files.lines(process(pid).resolve("status"))) {
      return lines.filter(line -> line.startsWith("NSpid:"))
          .map(line -> line.substring(line.lastIndexOf('\t') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException | UncheckedIOException _) {
      return "";
    }
  }

  /// Kills the session of this process of the daemon's machine; false when nobody is found there
  /// or this user may not.
  boolean kill(long pid) {
    var found = false;
    for (var member : session(pid)) {
      found |= ours(member)
          && ProcessHandle.of(member).map(ProcessHandle::destroyForcibly).orElse(false);
    }
    return found;
  }

  private List<Long> session(long pid) {
    try (var all = Files.list(proc)) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[0-9]+"))
          .map(Long::valueOf)
          .filter(member -> sessionOf(member) == pid)
          .toList();
    } catch (IOException | UncheckedIOException _) {
      return List.of();
    }
  }

  private long sessionOf(long pid) {
    try {
      var stat = Files.readString(process(pid).resolve("stat"));
      return Long
          .parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[SESSION_FIELD]);
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException _) {
      return -1;
    }
  }

  private boolean ours(long pid) {
    try (Stream<String> groups = Files.lines(process(pid).resolve("cgroup"))) {
      return groups.anyMatch(line -> line.contains(containerId));
    } catch (IOException | UncheckedIOException _) {
      return false;
    }
  }

  private Path process(long pid) {
    return proc.resolve(Long.toString(pid));
  }
}
