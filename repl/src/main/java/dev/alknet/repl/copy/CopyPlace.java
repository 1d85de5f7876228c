package dev.alknet.repl.copy;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// An end of a copy as it is typed: `CONTAINER:PATH`, or a path of this machine.
public sealed interface CopyPlace {
  /// What whoever names two of the same kind is told.
  String ONE_OF_BOTH = "one of both has to be CONTAINER:PATH, the other a path of this machine";

  Pattern THERE = Pattern.compile("([a-zA-Z0-9][a-zA-Z0-9_./-]*?):(.*)", Pattern.DOTALL);

  /// A file or folder of this machine. `contents` is what its path ends in `/.` for: the files in it, and
  /// not the folder, as for the root, which has no name; `folder` when it ends in a slash.
  record Here(Path path, boolean contents, boolean folder) implements CopyPlace {}

  /// The same of a container; `container` may have the name of a peer and a slash before it.
  record There(String container, String path) implements CopyPlace {
    boolean contents() {
      return path.endsWith("/.");
    }

    boolean folder() {
      return path.endsWith("/");
    }

    /// The last name of its path; empty where that has none, as the root or `/srv/..`.
    String name() {
      var bare = path.replaceFirst("/+\\.?$", "");
      var last = bare.substring(bare.lastIndexOf('/') + 1);
      return last.equals("..") ? "" : last;
    }

    /// The folder it is in.
    String parent() {
      var bare = path.replaceFirst("/+$", "");
      var slash = bare.lastIndexOf('/');
      return slash <= 0 ? "/" : bare.substring(0, slash);
    }
  }

  /// Whether a copy from the one to the other is between this machine and a container.
  static boolean differ(CopyPlace from, CopyPlace to) {
    return from instanceof Here != to instanceof Here;
  }

  /// Whether somebody has typed a path of a container.
  static boolean isThere(String typed) {
    return THERE.matcher(typed).matches();
  }

  /// What somebody typed; a path of this machine that has a colon begins with `/` or `.`. Relative ones start
  /// at `folder`, in a container at its root.
  static CopyPlace parse(String typed, Path folder) {
    var there = THERE.matcher(typed);
    if (there.matches()) {
      var path = there.group(2);
      return new There(there.group(1), path.startsWith("/") ? path : "/" + path);
    }
    var path = folder.resolve(typed).normalize();
    var contents = typed.equals(".") || typed.endsWith("/.") || path.getFileName() == null;
    return new Here(path, contents, typed.endsWith("/"));
  }
}
