package dev.alknet.stdlib.container;

import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.Holding;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.stdlib.Owners;

/// What the operations of this family take and give.
final class ContainerSpecs {
  private static final String ID = """
      "id": {"type": "string", "pattern": "^[a-zA-Z0-9][a-zA-Z0-9_.-]*$",
        "description": "Its id, the beginning of its id (at least 4 characters), or its name."}""";

  private static final String REFERENCE = """
      "id": {"type": "string", "description": "Its id."},
      "name": {"type": "string", "description": "Its name."},
      "provider": {"enum": ["docker", "process"], "description": "Where it runs."}""";

  static final OperationSpec RUN = OperationSpec.mutation("container/run")
      .description("Starts work in a container or a process and answers as soon as it runs.")
      .input("""
          {"type": "object", "required": ["command"], "additionalProperties": false,
           "properties": {
            "image": {"type": "string", "minLength": 1,
              "description": "Docker only: what it runs in; a small image when absent."},
            "command": {"type": "array", "minItems": 1,
              "items": {"type": "string", "pattern": "^[^\\\\u0000]*$"},
              "description": "The program and its arguments. No shell."},
            "env": {"type": "object", "writeOnly": true,
              "propertyNames": {"pattern": "^[^=\\\\u0000]+$"},
              "additionalProperties": {"type": "string", "pattern": "^[^\\\\u0000]*$"},
              "description": "Variables added to its environment."},
            "name": {"type": "string", "pattern": "^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,62}$",
              "description": "What people call it; run- and six random digits when absent."},
            "labels": {"type": "object", "additionalProperties": {"type": "string"},
              "description": "Free notes; keys under alknet. are reserved."},
            "provider": {"enum": ["auto", "docker", "process"],
              "description": "Where it runs; what the node is set up for when absent."}}}""")
      .output("""
          {"type": "object", "required": ["id", "name", "provider"],
           "additionalProperties": false, "properties": {
            %s,
            "image": {"type": "string", "description": "Docker only: what it runs in."}}}"""
          .formatted(REFERENCE))
      .errors(ContainerErrors.COMMON)
      .errors(ContainerErrors.STARTING)
      .access(AccessControl.scopes("container:run"))
      .holding(Holding.of("container/remove", """
          {"id": "$.id", "force": true}""", HeldWork.nameOf("$.name")))
      .patient()
      .build();

  static final OperationSpec LOGS = OperationSpec.subscription("container/logs")
      .description("What it wrote, line by line from the first one; of a process, its first GiB.")
      .input(
          """
          {"type": "object", "required": ["id"], "additionalProperties": false, "properties": {
            %s,
            "follow": {"type": "boolean", "default": false,
              "description": "Go on until it has ended."},
            "tail": {"type": "integer", "minimum": 0, "maximum": 2147483647,
              "description": "Begin with the last so many entries; with the first when absent. An \
entry is a line. Of a longer line it is 16 KiB in Docker (a line that is begun with comes whole, up \
to 1 MiB) and 64 KiB in a process (such pieces come as they are)."}}}"""
              .formatted(ID))
      .output("""
          {"type": "object", "required": ["stream", "timestamp", "text"],
           "additionalProperties": false, "properties": {
            "stream": {"enum": ["stdout", "stderr"], "description": "Where the line was written."},
            "timestamp": {"type": "string", "description": "When, in UTC (RFC 3339)."},
            "text": {"type": "string", "description": "One line without its newline."}}}""")
      .errors(ContainerErrors.COMMON)
      .access(AccessControl.scopes("container:logs").on(Owners.CONTAINER, "logs"))
      .resourceIdPath("$.id")
      .build();

  static final OperationSpec WAIT = OperationSpec.query("container/wait")
      .description("Waits until it has ended and answers how.")
      .input("""
          {"type": "object", "required": ["id"], "additionalProperties": false,
           "properties": {%s}}"""
          .formatted(ID))
      .output("""
          {"type": "object", "required": ["id", "name", "provider", "exitCode"],
           "additionalProperties": false, "properties": {
            %s,
            "exitCode": {"type": "integer", "description": "128 + n after signal n."}}}"""
          .formatted(REFERENCE))
      .errors(ContainerErrors.COMMON)
      .access(AccessControl.scopes("container:wait").on(Owners.CONTAINER, "wait"))
      .resourceIdPath("$.id")
      .patient()
      .build();

  static final OperationSpec LIST = OperationSpec.query("container/list")
      .description(
          "The work of this node's processes and of its Docker daemon that the caller may see.")
      .input("""
          {"type": ["object", "null"], "additionalProperties": false, "properties": {
            "all": {"type": "boolean", "default": true,
              "description": "Also what does not run."}}}""")
      .output("""
          {"type": "array", "items": {"type": "object",
           "required": ["id", "name", "provider", "image", "state", "labels", "createdAt"],
           "additionalProperties": false, "properties": {
            %s,
            "image": {"type": ["string", "null"], "description": "Null for a process."},
            "state": {"enum": ["created", "running", "exited"],
              "description": "How far it has come."},
            "exitCode": {"type": "integer", "description": "When it has ended and that is known."},
            "labels": {"type": "object", "additionalProperties": {"type": "string"},
              "description": "The labels it was started with."},
            "createdAt": {"type": "string", "format": "date-time",
              "description": "When, in UTC (RFC 3339)."}}}}"""
          .formatted(REFERENCE))
      .errors(ContainerErrors.COMMON)
      .access(AccessControl.scopes("container:list"))
      .build();

  static final OperationSpec REMOVE = OperationSpec.mutation("container/remove")
      .description("Removes it and its log; ends it first when forced to.")
      .input("""
          {"type": "object", "required": ["id"], "additionalProperties": false, "properties": {
            %s,
            "force": {"type": "boolean", "default": false,
              "description": "End it when it still runs."}}}"""
          .formatted(ID))
      .output("""
          {"type": "object", "required": ["id", "removed"], "additionalProperties": false,
           "properties": {
            "id": {"type": "string", "description": "Its id."},
            "removed": {"const": true, "description": "It is gone."}}}""")
      .errors(ContainerErrors.COMMON)
      .errors(ContainerErrors.REMOVING)
      .access(AccessControl.scopes("container:remove").on(Owners.CONTAINER, "remove"))
      .resourceIdPath("$.id")
      .build();

  private ContainerSpecs() {}
}
