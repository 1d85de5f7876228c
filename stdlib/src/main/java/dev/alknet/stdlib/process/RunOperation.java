package dev.alknet.stdlib.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// `process/run`: a program's lines, then its exit code.
final class RunOperation implements AutoCloseable {
  private static final String INPUT = """
      {"type": "object", "required": ["command"], "additionalProperties": false, "properties": {
        "command": {"type": "array", "minItems": 1,
          "items": {"type": "string", "pattern": "^[^\\\\u0000]*$"},
          "description": "The program (a name on PATH or a path) and its arguments. No shell."},
        "cwd": {"type": "string", "pattern": "^[^\\\\u0000]+$",
          "description": "The folder to run in; the node's own when absent."},
        "env": {"type": "object", "writeOnly": true,
          "propertyNames": {"pattern": "^[^=\\\\u0000]+$"},
          "additionalProperties": {"type": "string", "pattern": "^[^\\\\u0000]*$"},
          "description": "Added to PATH, HOME, LANG, LC_ALL and TMPDIR of the node."},
        "stdin": {"type": "string", "writeOnly": true,
          "description": "What the program reads; nothing when absent."}}}""";
  private static final String ITEM = """
      {"type": "object", "additionalProperties": false, "properties": {
        "stream": {"enum": ["stdout", "stderr"], "description": "Where the line was written."},
        "text": {"type": "string",
          "description": "One line without its newline; over 64 KiB it comes in pieces."},
        "exitCode": {"type": "integer",
          "description": "Only in the last item: how it ended; 128 + n after signal n."},
        "terminal": {"const": true, "description": "Only in the last item."}},
       "oneOf": [{"required": ["stream", "text"]}, {"required": ["exitCode", "terminal"]}]}""";

  private final ProcessStarter starter;
  private final Set<RunningProcess> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  RunOperation(ProcessStarter starter) {
    this.starter = starter;
  }

  Operation operation() {
    return Operation.localStream(OperationSpec.subscription("process/run")
        .description("Runs a program of this machine, line by line; aborting ends all of it.")
        .input(INPUT)
        .output(ITEM)
        .errors(List.of(ProcessErrors.COMMAND_NOT_FOUND))
        .access(AccessControl.scopes("process:run"))
        .changing()
        .build(), this::run);
  }

  private void run(JsonNode input, CallContext context, Emitter emitter)
      throws IOException, InterruptedException {
    try (var process = starter.start(ProcessCommand.parse(input))) {
      running.add(process);
      try {
        if (closed) {
          throw new CallException(CallError.cancelled());
        }
        var code = process.drain((stream, text) -> emitter.emit(JsonNodeFactory.instance
            .objectNode()
            .put("stream", stream.text())
            .put("text", text)));
        emitter.emit(JsonNodeFactory.instance.objectNode()
            .put("exitCode", code)
            .put("terminal", true));
      } finally {
        running.remove(process);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    running.forEach(RunningProcess::kill);
  }
}
