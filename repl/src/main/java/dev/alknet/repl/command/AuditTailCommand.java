package dev.alknet.repl.command;

import dev.alknet.repl.render.AuditText;
import dev.alknet.repl.render.Look;
import dev.alknet.runtime.audit.AuditFolder;
import dev.alknet.runtime.audit.AuditLine;
import dev.alknet.runtime.audit.Follower;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `alk audit tail`: the last lines of the log, and those to come.
@Command(name = "tail", description = {"Shows the last lines of the audit log.", "",
    "It needs no running node. Lines that are damaged are counted, not shown."},
    footer = {
        "  alk audit tail -n 50",
        "  alk audit tail -f --refused",
        "  alk audit tail --operation container/ --caller worker-1 --json"})
final class AuditTailCommand implements Callable<Integer> {
  private static final String ANONYMOUS = "anonymous";

  private final AlkCommand alk;

  @Option(names = "-n", paramLabel = "N", description = "how many lines (default: 20)")
  private int count = 20;

  @Option(names = {"-f", "--follow"}, description = "go on with what is written, until Ctrl-C")
  private boolean follow;

  @Option(names = "--operation", paramLabel = "PREFIX",
      description = "only calls of operations whose name begins like this")
  private @Nullable String operation;

  @Option(names = "--caller", paramLabel = "ID",
      description = "only calls of this peer; anonymous stands for nobody known")
  private @Nullable String caller;

  @Option(names = "--refused", description = "only calls that were refused")
  private boolean refused;

  @Option(names = "--json", description = "the lines as they are, on standard output")
  private boolean json;

  AuditTailCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (count < 0) {
      throw alk.usage("-n is negative: " + count);
    }
    var folder = alk.assembly().auditFolder();
    var look = Screen.look();
    if (!follow) {
      show(folder.last(count, this::fits), look);
      return ExitCode.FINE.number();
    }
    var reader = Thread.currentThread();
    alk.interrupts().stopBy(reader::interrupt);
    try (var follower = Follower.open(folder)) {
      var shown = follower.begun() ? show(folder.last(count, this::fits), look) : 0;
      follower.follow(line -> line.number() <= shown || !fits(line) || print(line, look));
    }
    return ExitCode.FINE.number();
  }

  /// Answers the number of the last line that was shown.
  private long show(AuditFolder.Found found, Look look) {
    for (var line : found.lines()) {
      if (!print(line, look)) {
        break;
      }
    }
    if (found.damaged() > 0) {
      alk.streams()
          .err()
          .println("damaged lines: %d; run: alk audit verify%s".formatted(found.damaged(),
              alk.homeWords()));
    }
    return found.lines().isEmpty() ? 0 : found.lines().getLast().number();
  }

  /// False when nobody reads any more.
  private boolean print(AuditLine line, Look look) {
    var out = alk.streams().out();
    out.println(json ? line.text() : AuditText.of(line, look));
    return !out.checkError();
  }

  private boolean fits(AuditLine line) {
    return (operation == null || line.json().path("operation").asText().startsWith(operation))
        && (caller == null || (line.call() && called(line, caller)))
        && (!refused || line.refused());
  }

  private static boolean called(AuditLine line, String who) {
    var caller = line.json().path("caller");
    return caller.isTextual() ? caller.textValue().equals(who) : who.equals(ANONYMOUS);
  }
}
