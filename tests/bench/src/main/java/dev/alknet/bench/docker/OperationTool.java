package dev.alknet.bench.docker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The operations of a node.
record OperationTool(String name, Asker asker) implements Tool {
  private static final int ITEMS = 256;

  @Override
  public long exec(String container, String... command) throws IOException, InterruptedException {
    var input = named(container);
    Arrays.asList(command).forEach(input.putArray("cmd")::add);
    try (var session = asker.raw("docker/container/exec", input)) {
      session.finish();
      return output(session);
    }
  }

  @Override
  public long attach(String container) throws IOException, InterruptedException {
    try (var session = asker.raw("docker/container/attach", named(container))) {
      session.write(new RawChunk(RawChunk.STDIN, new byte[]{'\n'}));
      session.finish();
      return output(session);
    }
  }

  @Override
  public long logs(String container) throws IOException, InterruptedException {
    try (var lines = asker.subscribe("docker/container/logs", named(container))) {
      var count = 0L;
      for (var some = lines.take(ITEMS); !some.isEmpty(); some = lines.take(ITEMS)) {
        for (var line : some) {
          count += line.path("text").textValue().length() + 1;
        }
      }
      return count;
    }
  }

  @Override
  public int list() throws InterruptedException {
    return asker.invoke("docker/container/list", object().put("all", true)).size();
  }

  @Override
  public int await(String container, Runnable waiting) throws IOException, InterruptedException {
    var code = new FutureTask<>(() -> asker.invoke("docker/container/wait", named(container))
        .path("exitCode")
        .intValue());
    Thread.startVirtualThread(code);
    waiting.run();
    try {
      return code.get();
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void cycle(String image) throws IOException, InterruptedException {
    var plan = object().put("image", image);
    plan.putArray("command").add("true");
    var id = asker.invoke("docker/container/create", plan).path("id").textValue();
    asker.invoke("docker/container/start", named(id));
    if (asker.invoke("docker/container/wait", named(id)).path("exitCode").intValue() != 0) {
      throw new IOException("true has failed");
    }
    asker.invoke("docker/container/remove", named(id));
  }

  private static long output(RawChannel session) throws IOException, InterruptedException {
    var count = 0L;
    for (var chunk = session.read(); chunk.isPresent(); chunk = session.read()) {
      if (chunk.get().type() == RawChunk.STDOUT) {
        count += chunk.get().payload().length;
      }
    }
    return count;
  }

  private static ObjectNode named(String container) {
    return object().put("containerId", container);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
