package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a node has running in containers, in a file that outlives it: so that the next node of the
/// same home can end what a killed one has left ([LeftExecs]).
///
/// Every node has a file of its own, made with its first process and locked as long as the node
/// lives, however it ends. What ends after the node was closed is left to the next one to look for.
/// A file that cannot be written stops nobody. Safe for use by many threads.
final class ExecJournal implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ExecJournal.class.getName());

  private final @Nullable Path folder;
  private final Path file;
  private final Set<String> running = new HashSet<>();
  private @Nullable FileChannel channel;
  private boolean closed;

  private ExecJournal(@Nullable Path folder) {
    this.folder = folder;
    this.file = (folder == null ? Path.of("") : folder).resolve(UUID.randomUUID() + ".jsonl");
  }

  /// Keeps files in this folder.
  static ExecJournal in(Path folder) {
    return new ExecJournal(folder);
  }

  /// Keeps nothing.
  static ExecJournal none() {
    return new ExecJournal(null);
  }

  /// To be told before it starts.
  synchronized void begin(Exec exec) {
    running.add(exec.mark());
    write(LeftExecs.begun(exec));
  }

  /// Nothing of it is left.
  synchronized void end(Exec exec) {
    running.remove(exec.mark());
    write(LeftExecs.ended(exec));
    if (running.isEmpty()) {
      empty();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (channel == null || folder == null) {
      return;
    }
    try {
      if (running.isEmpty()) {
        Files.delete(file);
      }
      channel.close();
      // It stays when other nodes have their files there.
      folder.toFile().delete();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "cannot take away " + file, e);
    }
    channel = null;
  }

  private void write(ObjectNode line) {
    if (folder == null || closed) {
      return;
    }
    try {
      if (channel == null) {
        Files.createDirectories(folder);
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
        var _ = channel.lock();
      }
      channel.write(ByteBuffer.wrap((line + "\n").getBytes(UTF_8)));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "what runs in containers is not kept in " + file
          + ": it will be left running if this node is killed", e);
    }
  }

  private void empty() {
    try {
      if (channel != null) {
        channel.truncate(0);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "cannot shorten " + file, e);
    }
  }
}
