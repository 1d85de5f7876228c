package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Capabilities;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.identity.OwnershipStore;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.stdlib.Owners;
import java.net.URI;
import java.util.List;

/// Pulls one image, in this process or in one of its own: `PullOnce HOST IMAGE [NAME=SECRET]`.
record PullOnce(URI host, Capabilities capabilities) {
  public static void main(String[] args) throws Exception {
    var secrets = List.of(args).subList(2, args.length);
    new PullOnce(URI.create(args[0]), Capabilities.from(name -> secrets.stream()
        .filter(secret -> secret.startsWith(name + "="))
        .map(secret -> secret.substring(name.length() + 1).toCharArray())
        .findFirst()
        .orElse(null), "registry/")).pull(args[1]);
  }

  void pull(String image) throws Exception {
    call("docker/image/pull", image);
  }

  /// Does this with an image.
  void call(String name, String image) throws Exception {
    call(name, Json.object().put("image", image));
  }

  void call(String name, JsonNode input) throws Exception {
    try (var family =
        DockerFamily.open(DockerHost.plain(host), new Owners(OwnershipStore.KEEPS_NOTHING))) {
      var registry = Registry.of(family.operations()
          .stream()
          .map(operation -> DockerFamily.SECRETS.containsKey(operation.name().value())
              ? operation.withCapabilities(capabilities)
              : operation)
          .toList());
      try (var items = new Dispatcher().subscribe(
          Caller.outside(Identity.operator("me"), registry), name, input, CallOptions.DEFAULT)) {
        while (items.next().isPresent()) {
          // how far it has come does not matter
        }
      }
    }
  }
}
