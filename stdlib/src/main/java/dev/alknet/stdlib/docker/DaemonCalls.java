package dev.alknet.stdlib.docker;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Handler;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.util.Locale;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/// The one place where what the daemon did becomes what a caller may see.
///
/// A refusal means what the operation says it means; every other [IOException] means that the
/// daemon is not there; an interrupt stays an interrupt, also when it comes out of a socket.
final class DaemonCalls {
  private DaemonCalls() {}

  /// A handler whose refusals mean `meaning`.
  static Handler.Once once(Daemon daemon, Function<DaemonRefusal, CallException> meaning,
      Handler.Once body) {
    return (input, context) -> {
      try {
        return body.handle(input, context);
      } catch (IOException e) {
        throw explain(daemon, meaning, e);
      }
    };
  }

  /// A streaming handler whose refusals mean `meaning`.
  static Handler.Stream stream(Daemon daemon, Function<DaemonRefusal, CallException> meaning,
      Handler.Stream body) {
    return (input, context, emitter) -> {
      try {
        body.handle(input, context, emitter);
      } catch (IOException e) {
        throw explain(daemon, meaning, e);
      }
    };
  }

  /// A handler with raw carriage whose refusals mean `meaning`.
  static Handler.Raw raw(Daemon daemon, Function<DaemonRefusal, CallException> meaning,
      Handler.Raw body) {
    return (input, context, channel) -> {
      try {
        body.handle(input, context, channel);
      } catch (IOException e) {
        throw explain(daemon, meaning, e);
      }
    };
  }

  /// What a refusal means when the call named a container.
  static CallException container(DaemonRefusal refusal) {
    return DockerError.CONTAINER_NOT_FOUND.ifMissing(refusal);
  }

  /// What a refusal means when the call named an image.
  static CallException image(DaemonRefusal refusal) {
    return DockerError.IMAGE_NOT_FOUND.ifMissing(refusal);
  }

  /// What a failure means; `meaning` explains refusals.
  static CallException explain(Daemon daemon,
      Function<DaemonRefusal, CallException> meaning, IOException failure)
      throws InterruptedException {
    return switch (failure) {
      case ClosedByInterruptException _ -> {
        Thread.interrupted();
        throw new InterruptedException("interrupted while talking to the Docker daemon");
      }
      case DaemonRefusal refusal -> meaning.apply(refusal);
      default -> new CallException(
          DockerError.DOCKER_UNAVAILABLE.because(absence(daemon.host(), failure)).error(), failure);
    };
  }

  private static String absence(URI host, IOException failure) {
    var reason = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (failure instanceof SSLException || failure.getCause() instanceof SSLException) {
      return "the Docker daemon at %s and this node do not agree on TLS (%s); is it one of ca.pem, and does it know the authority of cert.pem?"
          .formatted(host, reason);
    }
    if (!(failure instanceof ConnectException)) {
      return "the Docker daemon at %s went away during the call (%s); is it still running?"
          .formatted(host, reason);
    }
    return reason.contains("permission denied")
        ? "the Docker daemon at %s refuses access (%s); may this user use Docker?"
            .formatted(host, reason)
        : "the Docker daemon at %s does not answer (%s); is it running?".formatted(host, reason);
  }
}
