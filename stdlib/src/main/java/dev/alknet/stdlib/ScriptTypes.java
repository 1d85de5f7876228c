package dev.alknet.stdlib;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// What editors and the TypeScript compiler need to know of scripts: `alk.d.ts`, the types of everything
/// in their global scope and of the `alk:` modules, and a `jsconfig.json` that makes use of it.
public final class ScriptTypes {
  private static final String PROJECT = """
      {
        "compilerOptions": {
          "allowJs": true,
          "checkJs": true,
          "noEmit": true,
          "strict": true,
          "noImplicitAny": false,
          "target": "esnext",
          "module": "esnext",
          "moduleResolution": "bundler",
          "moduleDetection": "force",
          "lib": ["esnext"],
          "noUncheckedSideEffectImports": true,
          "types": []
        },
        "include": ["alk.d.ts", "**/*.mjs"]
      }
      """;

  private ScriptTypes() {}

  /// The text of `alk.d.ts`.
  public static String text() {
    try (var in = ScriptTypes.class.getResourceAsStream("/alk/alk.d.ts")) {
      if (in == null) {
        throw new IllegalStateException("missing resource: alk.d.ts");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes both into a folder: the types anew, the project file only when there is none. Answers what
  /// was written.
  public static List<Path> write(Path folder) throws IOException {
    var written = new ArrayList<Path>();
    written.add(Files.writeString(folder.resolve("alk.d.ts"), text()));
    try {
      written.add(Files.writeString(folder.resolve("jsconfig.json"), PROJECT,
          StandardOpenOption.CREATE_NEW));
    } catch (FileAlreadyExistsException _) {
      // It is its owner's.
    }
    return written;
  }
}
