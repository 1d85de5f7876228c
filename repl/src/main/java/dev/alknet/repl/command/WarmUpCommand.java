package dev.alknet.repl.command;

import dev.alknet.repl.shell.NativeCode;
import dev.alknet.repl.shell.Shell;
import dev.alknet.runtime.store.Stores;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `alk warm-up`: does quietly what the other commands do, so that the JVM can record which
/// classes they need. The launcher runs it once after a build, at a terminal if it can: there the
/// shell is started as it is for a person, and reads what the launcher types. It also unpacks the native
/// code that every start would have to unpack.
@Command(name = "warm-up", hidden = true, description = "Trains the start-up cache.")
final class WarmUpCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Option(names = "--native", paramLabel = "FOLDER",
      description = "unpacks native code there, which starts look for then")
  private @Nullable Path unpacked;

  WarmUpCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException {
    if (unpacked != null) {
      unpackInto(unpacked);
    }
    var silence = new PrintStream(OutputStream.nullOutputStream(), false,
        StandardCharsets.UTF_8);
    var streams = new Streams(new ByteArrayInputStream(new byte[0]), silence, silence);
    var program = Program.of(new Stage(streams, alk.stage().families(),
        new Interrupts(_ -> {})));
    var home = alk.assembly().home().toString();
    var code = List.of(
        new String[]{"eval", "1", "--home", home},
        new String[]{"eval", "await env.invoke('services/list', {})", "--json", "--home", home},
        new String[]{"call", "services/list", "--home", home},
        new String[]{"ops", "--home", home})
        .stream()
        .mapToInt(program::run)
        .max()
        .orElseThrow();
    if (Screen.attended()) {
      return Math.max(code, program.run("repl", "--home", home));
    }
    Shell.rehearse(new Shell.Settings(alk.assembly().prepared(), Path.of("").toAbsolutePath(),
        alk.assembly()::open, "this node"));
    return code;
  }

  private static void unpackInto(Path folder) {
    try {
      Files.createDirectories(folder);
      Stores.unpackNativeCode(folder);
      NativeCode.unpackInto(folder);
    } catch (IOException e) {
      System.getLogger(WarmUpCommand.class.getName())
          .log(Level.DEBUG, "every start will unpack its native code itself", e);
    }
  }
}
