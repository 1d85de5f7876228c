package dev.alknet.stdlib.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// docker-java's transport on our own [Exchange]: one connection for each call.
///
/// A refusal leaves here as [DaemonRefusal] (inside an [UncheckedIOException]), so docker-java's
/// own exceptions are not needed. Sessions with input are not served: those are ours.
record TypedTransport(Daemon daemon) implements DockerHttpClient {

  @Override
  public Response execute(Request request) {
    if (request.hijackedInput() != null) {
      throw new UnsupportedOperationException("interactive sessions do not go through docker-java");
    }
    try {
      return new Answer(daemon.send(new EngineRequest(request.method(),
          request.path(), request.headers(), content(request))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {}

  private static EngineRequest.Content content(Request request) {
    var bytes = request.bodyBytes();
    if (bytes != null) {
      return new EngineRequest.Content.Sized(new ByteArrayInputStream(bytes),
          bytes.length);
    }
    var stream = request.body();
    return stream == null
        ? new EngineRequest.Content.None()
        : new EngineRequest.Content.Unsized(stream);
  }

  private record Answer(Exchange exchange) implements Response {
    @Override
    public int getStatusCode() {
      return exchange.status();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
      exchange.head().headers().forEach((name, value) -> headers.put(name, List.of(value)));
      return headers;
    }

    @Override
    public InputStream getBody() {
      return exchange.body();
    }

    @Override
    public void close() {
      try {
        exchange.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
