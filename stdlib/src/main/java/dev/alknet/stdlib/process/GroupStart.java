package dev.alknet.stdlib.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Makes a program the leader of a process group of its own, so that a signal reaches it and what it
/// starts as a whole.
///
/// `setsid` of util-linux does it on Linux (the group then has a kernel session of its own, too). Elsewhere (macOS) Perl does, which comes with the
/// system. Both replace themselves by the program, so that its process id is the group's. Without
/// either the program stays in the node's group and is known by its descendants only.
enum GroupStart {
  SETSID, PERL, NONE;

  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/local/bin"));
  private static final String PERL_SCRIPT =
      "use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV or exit 127";

  /// The best way this machine knows.
  static GroupStart best() {
    if (!tool("setsid").isEmpty()) {
      return SETSID;
    }
    return tool("perl").isEmpty() ? NONE : PERL;
  }

  /// Whether the program leads a group.
  boolean groups() {
    return this != NONE;
  }

  /// What to execute so that `command` leads its group.
  List<String> around(List<String> command) {
    var whole = new ArrayList<String>();
    switch (this) {
      case SETSID -> whole.addAll(List.of(tool("setsid"), "--"));
      case PERL -> whole.addAll(List.of(tool("perl"), "-e", PERL_SCRIPT, "--"));
      case NONE -> {
      }
    }
    whole.addAll(command);
    return whole;
  }

  private static String tool(String name) {
    return FOLDERS.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElse("");
  }
}
