package dev.alknet.stdlib.docker;

/// What the input of `docker/container/create` says about the [ContainerSetup].
final class SetupFields {
  /// The properties of a schema.
  static final String TEXT =
      """
      "entrypoint": {
        "type": "array", "minItems": 1, "items": {"type": "string"},
        "description": "the program that the command is given to; without it, what the image says"
      },
      "user": {
        "type": "string", "minLength": 1,
        "description": "whom the program runs as: a name or number, and a group after a colon"
      },
      "openStdin": {
        "type": "boolean", "default": false,
        "description": "its standard input can be written to by who attaches"
      },
      "stdinOnce": {
        "type": "boolean", "default": false,
        "description": "the standard input ends when the first who attached has ended it"
      },
      "tty": {
        "type": "boolean", "default": false,
        "description": "it has a terminal; stdout and stderr are one then"
      },
      "mounts": {
        "type": "array",
        "description": "folders, files and volumes to be seen inside",
        "items": {
          "type": "object", "additionalProperties": false, "required": ["type", "target"],
          "properties": {
            "type": {
              "enum": ["bind", "volume", "tmpfs"],
              "description": "a path of the daemon's machine, a volume, or a temporary folder"
            },
            "source": {
              "type": "string", "minLength": 1,
              "description": "the path, or the name of the volume; without a name a new volume"
            },
            "target": {"type": "string", "pattern": "^/", "description": "where it is seen"},
            "readOnly": {
              "type": "boolean", "default": false, "description": "nobody inside may write to it"
            }
          }
        }
      },
      "ports": {
        "type": "array",
        "description": "ports of the container that are reached through the daemon's machine",
        "items": {
          "type": "object", "additionalProperties": false, "required": ["container"],
          "properties": {
            "container": {
              "type": "integer", "minimum": 1, "maximum": 65535, "description": "its own port"
            },
            "protocol": {
              "enum": ["tcp", "udp", "sctp"], "default": "tcp", "description": "what is spoken"
            },
            "host": {
              "type": "integer", "minimum": 0, "maximum": 65535, "default": 0,
              "description": "the port of the machine; 0 for any that is free"
            },
            "address": {
              "type": "string", "pattern": "^[0-9a-fA-F.:]+$",
              "description": "the address of the machine; without it all of them"
            }
          }
        }
      },
      "networks": {
        "type": "array", "items": {"type": "string", "pattern": "^[a-zA-Z0-9][a-zA-Z0-9_.:-]*$"},
        "description": "the networks it is in; also: none, host, container:NAME; without it the \
      default one"
      },
      %s,
      %s,
      %s,
      "autoRemove": {
        "type": "boolean", "default": false,
        "description": "the daemon removes it when its program ends"
      },
      "init": {
        "type": "boolean", "default": false,
        "description": "a small first process passes signals on and buries dead processes"
      },
      "healthCheck": {
        "type": "object", "additionalProperties": false, "required": ["command"],
        "description": "how the daemon finds out whether it is well; without it, what the image says",
        "properties": {
          "command": {
            "type": "array", "items": {"type": "string"},
            "description": "a program and its arguments, which exits 0 when all is well; empty for \
      no check at all"
          },
          "intervalSeconds": {
            "type": "number", "minimum": 0.001, "description": "how often; without it every 30 s"
          },
          "timeoutSeconds": {
            "type": "number", "minimum": 0.001, "description": "how long it may take; without it 30 s"
          },
          "startPeriodSeconds": {
            "type": "number", "minimum": 0.001,
            "description": "for how long failures count for nothing after the start"
          },
          "retries": {
            "type": "integer", "minimum": 1, "maximum": 1000000,
            "description": "after how many failures it is not well; without it 3"
          }
        }
      }"""
          .formatted(Limits.MEMORY, Limits.CPUS, Limits.RESTART);

  private SetupFields() {}
}
