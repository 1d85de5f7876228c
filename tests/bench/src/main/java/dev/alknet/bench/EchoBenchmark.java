package dev.alknet.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.node.Node;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The Java side alone, under JMH: what [JavaCaller] says should be near it.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EchoBenchmark {
  /// With and without an input schema.
  @Param({"bench/echo", "bench/checked"})
  public String operation = "bench/echo";

  private final Node node = Node.open(List.of(new EchoFamily()));
  private final Env env = node.operatorEnv(Call.root(CallId.random(), Deadline.NONE));
  private int n;

  /// One call and its answer.
  @Benchmark
  public JsonNode invoke() throws InterruptedException {
    return env.invoke(operation, JsonNodeFactory.instance.objectNode().put("n", n++));
  }

  /// Lets go of the node.
  @TearDown
  public void close() throws IOException {
    node.close();
  }
}
