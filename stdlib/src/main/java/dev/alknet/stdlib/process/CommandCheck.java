package dev.alknet.stdlib.process;

import dev.alknet.stdlib.InputParts;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds out before starting a program why it cannot start, because afterwards nobody could tell
/// its own failure from ours.
final class CommandCheck {
  private CommandCheck() {}

  /// Throws when the folder is none, the program is not to be found on `searchPath`, or a text
  /// cannot be handed to it.
  static void check(ProcessCommand command, String searchPath) {
    var folder = command.folder();
    if (folder != null && !Files.isDirectory(folder)) {
      throw InputParts.invalid("/cwd", "is not a folder of this machine: " + folder);
    }
    checkTexts(command);
    var found = false;
    for (var candidate : candidates(command.program(), folder, searchPath)) {
      if (Files.isRegularFile(candidate)) {
        if (Files.isExecutable(candidate)) {
          return;
        }
        found = true;
      }
    }
    throw ProcessErrors.notFound(command.program(),
        found ? "it is not executable" : "no such program");
  }

  private static List<Path> candidates(String program, @Nullable Path folder, String searchPath) {
    var here = folder == null ? Path.of("") : folder;
    if (program.isEmpty()) {
      return List.of();
    }
    var found = new ArrayList<Path>();
    try {
      if (program.contains("/")) {
        found.add(here.resolve(program).toAbsolutePath());
      } else {
        for (var place : searchPath.split(":", -1)) {
          found.add(here.resolve(place).resolve(program).toAbsolutePath());
        }
      }
    } catch (InvalidPathException e) {
      throw ProcessErrors.notFound(program, e.getReason());
    }
    return found;
  }

  /// In a locale without UTF-8 the JDK would quietly hand on question marks.
  private static void checkTexts(ProcessCommand command) {
    var encoder = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")).newEncoder();
    for (var i = 0; i < command.command().size(); i++) {
      if (!encoder.canEncode(command.command().get(i))) {
        throw InputParts.invalid("/command/" + i, unencodable(encoder.charset()));
      }
    }
    command.env().forEach((name, value) -> {
      if (!encoder.canEncode(name) || !encoder.canEncode(value)) {
        throw InputParts.invalid("/env/" + name, unencodable(encoder.charset()));
      }
    });
  }

  private static String unencodable(Charset charset) {
    return "cannot be handed to a program: this node runs in a locale with the encoding " + charset
        + "; start it with LC_ALL=C.UTF-8";
  }
}
