package dev.alknet.repl.shell;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Files of this machine as they are typed: `~/` is the home of the user, and what does not begin at the root
/// begins in `folder`.
record LocalFiles(Path folder, Path home) {
  private static final int MOST = 10_000;

  /// Those of the user of this process.
  static LocalFiles in(Path folder) {
    return new LocalFiles(folder, Path.of(System.getProperty("user.home")));
  }

  Path at(String typed) {
    return folder.resolve(withHome(typed));
  }

  /// The same with the home of the user in the place of a `~`.
  String withHome(String typed) {
    return typed.equals("~") || typed.startsWith("~/") ? home + typed.substring(1) : typed;
  }

  /// What is in the folder that `typed` names up to its last slash, sorted; the names of folders end in one.
  /// Hidden ones only where a dot is typed, none with characters that no line has. Nothing where there is no such
  /// folder.
  List<String> around(String typed) {
    var slash = typed.lastIndexOf('/') + 1;
    var hidden = typed.startsWith(".", slash);
    var names = new ArrayList<String>();
    try (var files = Files.newDirectoryStream(at(typed.substring(0, slash)),
        file -> offered(file.getFileName().toString(), hidden))) {
      for (var file : files) {
        if (names.size() == MOST) {
          break;
        }
        names.add(file.getFileName() + (Files.isDirectory(file) ? "/" : ""));
      }
    } catch (IOException | DirectoryIteratorException | InvalidPathException _) {
      return List.of();
    }
    names.sort(Comparator.naturalOrder());
    return names;
  }

  private static boolean offered(String name, boolean hidden) {
    return hidden == name.startsWith(".") && name.chars().noneMatch(Character::isISOControl);
  }
}
