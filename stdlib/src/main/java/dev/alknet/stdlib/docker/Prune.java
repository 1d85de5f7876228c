package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.Inputs.field;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.AccessCheck;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.Owners;
import java.io.IOException;
import java.util.List;

/// Removes what nobody uses: `docker/container/prune` and the same for images, volumes and networks.
record Prune(Daemon daemon, Owners owners) {
  private static final String UNTIL = field("until", "\"type\": \"string\"",
      "only those made before: a time such as 2026-01-31T12:00:00Z, or an age such as 24h");
  private static final String OUTPUT =
      """
      {
        "type": "object",
        "additionalProperties": false,
        "required": ["removed", "spaceReclaimed"],
        "properties": {
          "removed": {
            "type": "array", "items": {"type": "string"},
            "description": "the ids or names of what is gone"
          },
          "spaceReclaimed": {"type": "integer", "description": "how many bytes that gave back"}
        }
      }""";

  /// Containers go whosever they are, so it is for those who manage them all.
  private static final AccessControl WHOSEVER =
      AccessControl.scopes("container:prune").on(Owners.CONTAINER, AccessCheck.MANAGE);

  List<Operation> operations() {
    return List.of(
        prune("container", "Remove the containers that do not run", "ContainersDeleted",
            (_, _) -> {}, UNTIL, WHOSEVER),
        prune("network", "Remove the networks that no container uses", "NetworksDeleted",
            (_, _) -> {}, UNTIL),
        prune("image", "Remove the images that have no tag, or all that no container uses",
            "ImagesDeleted",
            (input, filters) -> filters.add("dangling",
                String.valueOf(!input.path("all").asBoolean())),
            UNTIL + ", " + all("also those that have a tag")),
        prune("volume", "Remove the volumes that no container uses", "VolumesDeleted",
            this::volumes, all("also those that somebody gave a name")));
  }

  /// What else is asked for besides labels and age.
  @FunctionalInterface
  private interface Choice {
    void add(JsonNode input, Filters filters) throws IOException, InterruptedException;
  }

  private static String all(String description) {
    return field("all", "\"type\": \"boolean\", \"default\": false", description);
  }

  /// Old daemons take the volumes with a name too, and cannot be told not to.
  private void volumes(JsonNode input, Filters filters) throws IOException, InterruptedException {
    var all = input.path("all").asBoolean();
    if (Feature.NAMED_VOLUMES_STAY.known(daemon)) {
      filters.add("all", String.valueOf(all));
    } else if (!all) {
      throw new DaemonRefusal(400, "this daemon can only remove all unused volumes, also those "
          + "with a name: say all, or remove them one by one");
    }
  }

  private Operation prune(String kind, String sentence, String member, Choice choice,
      String fields) {
    return prune(kind, sentence, member, choice, fields, AccessControl.scopes(kind + ":prune"));
  }

  private Operation prune(String kind, String sentence, String member, Choice choice,
      String fields, AccessControl access) {
    var spec = OperationSpec.mutation("docker/%s/prune".formatted(kind))
        .description(sentence)
        .input(Inputs.of(List.of(), Filters.LABELS, fields))
        .output(OUTPUT)
        .errors(DockerError.declared())
        .access(access)
        .patient()
        .build();
    return Operation.local(spec,
        DaemonCalls.once(daemon, DockerError.DOCKER_ERROR::because, (input, _) -> {
          Feature.PRUNE.require(daemon, true);
          var filters = Filters.labels(input);
          if (input.has("until")) {
            filters.add("until", input.path("until").asText());
          }
          choice.add(input, filters);
          var output = output(daemon.ask(EngineRequest.post(Target.of("/%ss/prune".formatted(kind))
              .with("filters", filters.toString())
              .toString())), member);
          output.path("removed").forEach(id -> owners.revoke(id.asText()));
          return output;
        }));
  }

  private static JsonNode output(JsonNode answer, String member) {
    var output = Json.object();
    var removed = output.putArray("removed");
    for (var item : answer.path(member)) {
      removed.add(item.isTextual()
          ? item.asText()
          : item.path("Deleted").asText(item.path("Untagged").asText()));
    }
    return output.put("spaceReclaimed", answer.path("SpaceReclaimed").asLong());
  }
}
