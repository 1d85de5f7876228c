package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What a node has running in containers, in a file that outlives it: so that the next node of the
/// same home can end what a killed one has left ([LeftExecs]).
///
/// Every node has a file of its own, made with its first process and locked as long as the node
/// lives, however it ends. What ends after the node was closed is left to the next one to look for.
/// A file that cannot be written stops nobody. Safe for use by many threads.
///
/// The file is no channel that an interrupt would close. Nobody else of this process may open it
/// ([#living]): closing it again would take the lock away, which belongs to the process.
final class ExecJournal implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ExecJournal.class.getName());

  /// How many lines there may be of what has ended.
  private static final int OLD_LINES = 1000;
  private static final Set<Path> LIVING = ConcurrentHashMap.newKeySet();

  private final @Nullable Path folder;
  private final Path file;
  private final Map<String, ObjectNode> running = new LinkedHashMap<>();
  private @Nullable RandomAccessFile journal;
  private int lines;
  private boolean closed;

  private ExecJournal(@Nullable Path folder) {
    this.folder = folder;
    this.file = (folder == null ? Path.of("") : folder).resolve(UUID.randomUUID() + ".jsonl")
        .toAbsolutePath();
  }

  /// Whether this is the file of a node of this process.
  static boolean living(Path file) {
    return LIVING.contains(file.toAbsolutePath());
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
    var line = LeftExecs.begun(exec);
    running.put(exec.mark(), line);
    keep(line);
  }

  /// Nothing of it is left.
  synchronized void end(Exec exec) {
    running.remove(exec.mark());
    keep(LeftExecs.ended(exec));
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (journal == null || folder == null) {
      return;
    }
    try {
      if (running.isEmpty()) {
        Files.delete(file);
      }
      journal.close();
      // It stays when other nodes have their files there.
      folder.toFile().delete();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "cannot take away " + file, e);
    }
    journal = null;
    LIVING.remove(file);
  }

  private void keep(ObjectNode line) {
    if (folder == null || closed) {
      return;
    }
    try {
      if (journal == null) {
        journal = open(folder);
      }
      if (running.isEmpty() || lines > running.size() + OLD_LINES) {
        shorten(journal);
      } else {
        write(journal, line);
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "what runs in containers is not kept in " + file
          + ": it will be left running if this node is killed", e);
    }
  }

  private RandomAccessFile open(Path in) throws IOException {
    Files.createDirectories(in);
    LIVING.add(file);
    var made = new RandomAccessFile(file.toFile(), "rw");
    if (made.getChannel().tryLock() == null) { // in contrast to lock, no interrupt ends it
      made.close();
      throw new IOException("somebody else has locked it");
    }
    return made;
  }

  private void write(RandomAccessFile to, ObjectNode line) throws IOException {
    to.write((line + "\n").getBytes(UTF_8));
    lines++;
  }

  /// Writes what runs over all that was there. What a sudden end leaves of that has its end behind it.
  private void shorten(RandomAccessFile all) throws IOException {
    all.seek(0);
    lines = 0;
    for (var line : running.values()) {
      write(all, line);
    }
    all.setLength(all.getFilePointer());
  }
}
