package dev.alknet.stdlib.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Finds the members of a process group in `/proc`: those that the leader's `setsid` keeps together
/// (the kernel's word for them is session), and those that left but still carry the run's mark in
/// their environment (a daemon that called `setsid` itself does).
///
/// A process that did both, left the group and cleared its environment, is not found. Zombies do
/// not count. Source: proc(5), `stat` fields 3 to 6, 9 and 22.
final class ProcMembers implements GroupMembers {
  private static final Path PROC = Path.of("/proc");
  private static final int TICKS_PER_SECOND = 100;
  private static final long KERNEL_THREAD = 0x20_0000; // PF_KTHREAD of the `flags` in stat
  private static final int EXEC_TRIES = 20;
  private static final long EXEC_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

  private final long leader;
  private final byte[] mark;
  private final long bornAfter;

  /// Members of the group that `leader` leads, started at `bornAfter` or later (see [#ticks]).
  ProcMembers(long leader, String mark, long bornAfter) {
    this.leader = leader;
    this.mark = mark.getBytes(StandardCharsets.UTF_8);
    this.bornAfter = bornAfter;
  }

  /// Whether this machine lists its processes as files.
  static boolean known() {
    return Files.isReadable(PROC.resolve("self/stat"));
  }

  /// The time since boot, as processes count it, a little rounded down.
  static long ticks() {
    try {
      var seconds = Double.parseDouble(Files.readString(PROC.resolve("uptime")).split(" ", -1)[0]);
      return (long) (seconds * TICKS_PER_SECOND) - 2;
    } catch (IOException | NumberFormatException _) {
      return 0;
    }
  }

  @Override
  public List<Member> alive() throws IOException {
    var members = new ArrayList<Member>();
    try (var folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (var folder : folders) {
        member(folder).ifPresent(members::add);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return members;
  }

  private Optional<Member> member(Path folder) {
    try {
      var stat =
          new String(Files.readAllBytes(folder.resolve("stat")), StandardCharsets.ISO_8859_1);
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      var state = fields[0];
      if (state.equals("Z") || state.equals("X")) {
        return Optional.empty();
      }
      var pid = Long.parseLong(folder.getFileName().toString());
      var ours = Long.parseLong(fields[3]) == leader
          || (Long.parseLong(fields[19]) >= bornAfter && !ofKernel(fields) && marked(folder));
      return ours
          ? Optional.of(new Member(pid, Long.parseLong(fields[2]) == leader))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static boolean ofKernel(String[] fields) {
    return (Long.parseLong(fields[6]) & KERNEL_THREAD) != 0;
  }

  private boolean marked(Path folder) throws IOException {
    var environment = environment(folder);
    for (var start = 0; start < environment.length; start++) {
      var end = start;
      while (end < environment.length && environment[end] != 0) {
        end++;
      }
      if (Arrays.equals(environment, start, end, mark, 0, mark.length)) {
        return true;
      }
      start = end;
    }
    return false;
  }

  /// In the middle of an exec a process has no environment for a moment, and is looked at again.
  private static byte[] environment(Path folder) throws IOException {
    var file = folder.resolve("environ");
    var environment = Files.readAllBytes(file);
    for (var tries = 0; environment.length == 0 && tries < EXEC_TRIES; tries++) {
      LockSupport.parkNanos(EXEC_PAUSE);
      environment = Files.readAllBytes(file);
    }
    return environment;
  }
}
