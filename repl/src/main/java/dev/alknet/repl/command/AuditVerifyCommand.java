package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.repl.render.Look;
import dev.alknet.runtime.audit.Link;
import dev.alknet.runtime.audit.Verification;
import dev.alknet.runtime.audit.Verification.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `alk audit verify`: whether the log is as it was written.
@Command(name = "verify", description = {"Checks that no line of the audit log was changed.", "",
    "Says how many lines there are and the hash of the last one, or where the chain is broken (exit",
    "code 1). Keep that hash elsewhere: with --head, lines missing at the end are seen too."},
    footer = {
        "  alk audit verify",
        "  alk audit verify --head 3fe0…",
        "  alk audit verify /backup/audit.jsonl --json"})
final class AuditVerifyCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(arity = "0..1", paramLabel = "FILE",
      description = "one file of a log (default: all of this home)")
  private @Nullable Path file;

  @Option(names = "--head", paramLabel = "HASH",
      description = "the hash of a line that must be there")
  private @Nullable String head;

  @Option(names = "--json", description = "one JSON document on standard output")
  private boolean json;

  AuditVerifyCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException {
    if (head != null && !Link.hash(head)) {
      throw alk.usage("not a hash: '" + head + "' (expected 64 lowercase hex digits)");
    }
    var verdict = file == null
        ? Verification.of(alk.assembly().auditFolder(), head)
        : Verification.of(file, head);
    var out = alk.streams().out();
    if (json) {
      out.println(json(verdict));
    } else {
      out.println(text(verdict, Screen.look()));
    }
    return switch (verdict) {
      case Verdict.Intact _ -> ExitCode.FINE.number();
      case Verdict.Broken _ -> ExitCode.FAILED.number();
    };
  }

  private static String text(Verdict verdict, Look look) {
    return switch (verdict) {
      case Verdict.Intact(var lines, var first, var last, var unfinished) ->
        "ok: %d lines, last hash %s".formatted(lines, last.hash())
            + (first == 1 ? "" : "; what came before line " + first + " is not here")
            + (unfinished == 0 ? "" : "; " + unfinished + " bytes of an unfinished line follow");
      case Verdict.Broken(var where, var line, var what) ->
        look.alarming("broken") + ": %s, line %d: %s".formatted(where, line, what);
    };
  }

  private static ObjectNode json(Verdict verdict) {
    var document = JsonNodeFactory.instance.objectNode();
    return switch (verdict) {
      case Verdict.Intact(var lines, var first, var last, var unfinished) ->
        document.put("intact", true)
            .put("lines", lines)
            .put("first", first)
            .put("head", last.hash())
            .put("unfinished_bytes", unfinished);
      case Verdict.Broken(var where, var line, var what) -> document.put("intact", false)
          .put("file", where.toString())
          .put("line", line)
          .put("problem", what);
    };
  }
}
