package dev.alknet.repl.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jline.nativ.JLineNativeLoader;

/// JLine's own native code for terminals.
public final class NativeCode {
  private NativeCode() {}

  /// Whether there is some for this machine; it is loaded then.
  static boolean loads() {
    try {
      return JLineNativeLoader.initialize();
    } catch (RuntimeException _) { // that is what it throws when there is none
      return false;
    }
  }

  /// Unpacks it into this folder, if there is some: whole or not at all. Processes that are told about it,
  /// as `-Dlibrary.jline.path=FOLDER`, need not do that themselves.
  public static void unpackInto(Path folder) throws IOException {
    if (loads()) {
      var loaded = JLineNativeLoader.getNativeLibraryPath();
      var name = "libjlinenative" + loaded.substring(loaded.lastIndexOf('.'));
      var part = folder.resolve(name + ".part");
      Files.copy(Path.of(loaded), part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
