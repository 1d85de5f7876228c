package dev.alknet.bench.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.Subscription;
import java.io.IOException;

/// Somebody who may call the operations of a node.
interface Asker extends AutoCloseable {
  JsonNode invoke(String operation, JsonNode input) throws InterruptedException;

  Subscription subscribe(String operation, JsonNode input) throws InterruptedException;

  RawChannel raw(String operation, JsonNode input) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
