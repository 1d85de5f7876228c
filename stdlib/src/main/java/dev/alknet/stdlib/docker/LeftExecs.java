package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Ends what killed nodes of the same home have left running in containers, as their journals tell
/// ([ExecJournal]). A daemon that does not answer is asked again later.
final class LeftExecs implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LeftExecs.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Daemon daemon;
  private final @Nullable Path folder;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread worker;

  LeftExecs(Daemon daemon, @Nullable Path folder) {
    this.daemon = daemon;
    this.folder = folder;
  }

  /// The line of one that is about to start.
  static ObjectNode begun(Exec exec) {
    return Json.object()
        .put("begun", exec.mark())
        .put("exec", exec.id())
        .put("container", exec.plan().containerId())
        .put("user", exec.plan().user())
        .put("daemon", exec.daemon().host().toString());
  }

  /// The line of one of which nothing is left.
  static ObjectNode ended(Exec exec) {
    return Json.object().put("ended", exec.mark());
  }

  /// Begins, if anything was left.
  synchronized void begin() {
    if (folder != null && Files.isDirectory(folder)) {
      worker = Thread.ofVirtual().name("docker left execs").start(() -> run(folder));
    }
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    if (worker != null) {
      worker.interrupt();
    }
  }

  private void run(Path from) {
    try {
      while (!allEnded(from) && !closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.DEBUG, "something may still run that a killed node has left");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether nothing is left, of all the files there.
  boolean allEnded(Path from) throws InterruptedException {
    var all = true;
    try (var files = Files.newDirectoryStream(from, "*.jsonl")) {
      for (var file : files) {
        all &= ended(file);
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(Level.WARNING, "cannot look for what killed nodes have left in " + from, e);
    }
    return all;
  }

  /// What a journal tells: what is left on this daemon, and whether there is more on others.
  private record Left(List<Exec> here, boolean elsewhere) {}

  /// Whether nothing is left here of one file, which is gone then unless it tells of other daemons.
  /// That of a living node is left alone.
  private boolean ended(Path file) throws InterruptedException {
    if (ExecJournal.living(file)) {
      return true;
    }
    try (
        var channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      if (lock == null) {
        return true;
      }
      var left = left(channel);
      for (var exec : left.here) {
        end(exec);
      }
      if (!left.elsewhere) {
        Files.delete(file);
      }
      return true;
    } catch (OverlappingFileLockException _) {
      return true;
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.DEBUG, "cannot end all that is left in " + file, e);
      return false;
    }
  }

  private static void end(Exec exec) throws IOException, InterruptedException {
    try {
      new ExecKill(exec).untilOver();
      LOG.log(Level.DEBUG, "nothing is left any more of a killed node in container {0}",
          exec.plan().containerId());
    } catch (DaemonRefusal e) {
      if (!e.gone()) {
        throw e;
      }
    } catch (TimeoutException e) {
      LOG.log(Level.WARNING,
          "a process of a killed node may be left in container " + exec.plan().containerId(), e);
    }
  }

  /// What began and did not end. The last line may be cut. Read by the channel that has the lock:
  /// opening and closing the file once more would drop it.
  private Left left(FileChannel channel) {
    Map<String, JsonNode> begun = new LinkedHashMap<>();
    new BufferedReader(Channels.newReader(channel, UTF_8)).lines().forEach(text -> {
      try {
        var line = Json.MAPPER.readTree(text);
        if (line.has("begun")) {
          begun.put(line.path("begun").asText(), line);
        } else {
          begun.remove(line.path("ended").asText());
        }
      } catch (JacksonException _) {
        // cut when its node was killed, before its process was started
      }
    });
    var here = begun.values()
        .stream()
        .filter(line -> line.path("daemon").asText().equals(daemon.host().toString()))
        .map(this::exec)
        .toList();
    return new Left(here, here.size() < begun.size());
  }

  private Exec exec(JsonNode line) {
    var plan = new ExecPlan(line.path("container").asText(), List.of(), Map.of(),
        line.path("user").textValue(), null, false, false);
    return new Exec(daemon, plan, line.path("exec").asText(), line.path("begun").asText());
  }
}
