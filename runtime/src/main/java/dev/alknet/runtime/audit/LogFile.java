package dev.alknet.runtime.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Appends lines to the log of a folder, and goes on with the chain wherever it is: other processes
/// may have written meanwhile, or put the file aside.
///
/// If the file ends before what this process has written, somebody has cut it; the chain goes on from
/// what was written, so that the gap is seen. For one thread, but [#force] is for another.
final class LogFile implements Closeable {
  private static final Logger LOG = System.getLogger(LogFile.class.getName());
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final Set<StandardOpenOption> OPENING =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  private static final long RETRY_NANOS = 1_000_000;

  private final AuditOptions options;
  private final AuditFolder folder;
  private @Nullable FileChannel gate;
  private volatile @Nullable FileChannel file;
  private @Nullable Object identity;
  private long end;
  private Link link = Link.NONE;
  private @Nullable String repair;

  LogFile(AuditOptions options) {
    this.options = options;
    this.folder = options.folder();
  }

  /// Appends lines that say this. After a failure none of them counts as written.
  void append(List<String> members) throws IOException {
    try (var _ = lock()) {
      var open = reach();
      if (end >= options.fileBytes()) {
        putAside(open);
        open = reach();
      }
      write(open, lines(members));
    } catch (IOException e) {
      letGo();
      throw e;
    }
  }

  /// Returns when what was appended is on the disk, not only with the operating system.
  void force() throws IOException {
    var open = file;
    if (open != null) {
      try {
        open.force(false);
      } catch (ClosedChannelException _) {
        // it was put aside, and on the disk before that
      }
    }
  }

  private List<String> lines(List<String> members) throws IOException {
    var lines = new ArrayList<String>();
    if (end == 0) {
      lines.add(CallLine.members(JsonNodeFactory.instance.objectNode()
          .put("log", "alknet audit 1")
          .put("node", options.node().key().text())));
    }
    if (repair != null) {
      lines.add(repair);
    }
    lines.addAll(members);
    return lines;
  }

  private void write(FileChannel open, List<String> lines) throws IOException {
    var time = TIME.format(options.clock().instant());
    var text = new StringBuilder();
    var last = link;
    for (var members : lines) {
      var line = AuditLine.after(last, time, members);
      text.append(line.text()).append('\n');
      last = line.link();
    }
    var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        open.write(bytes, end + bytes.position());
      }
    } catch (IOException e) {
      undo(open, e);
      throw e;
    }
    if (end == 0) {
      forceFolder();
    }
    end += bytes.limit();
    link = last;
    repair = null;
  }

  private void undo(FileChannel open, IOException reason) {
    try {
      open.truncate(end);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /// Makes sure that the open file is the one that is written, and knows where it ends.
  private FileChannel reach() throws IOException {
    var open = file;
    var there = AuditFolder.identity(folder.current());
    if (open != null && there != null && there.equals(identity) && open.size() == end) {
      return open;
    }
    letGo();
    open = FileChannel.open(folder.current(), OPENING, OWNER_ONLY);
    file = open;
    identity = AuditFolder.identity(folder.current());
    goOn(open, folder.current());
    return open;
  }

  private void goOn(FileChannel open, Path path) throws IOException {
    var found = ending(open, path);
    if (found.unfinished() > 0) {
      LOG.log(Level.WARNING, "the last line of {0} was cut off; the log goes on", path);
      repair = repaired(found);
      open.truncate(found.whole());
    }
    end = found.whole();
    var before = found.link() == null ? lastAside() : found.link();
    if (before.number() > link.number()) {
      link = before;
    } else if (!before.equals(link)) {
      LOG.log(Level.ERROR, "{0} was changed by somebody: it should end with line {1}", path,
          link.number());
    }
  }

  /// The line that says what was found behind the last whole one.
  private static String repaired(FileEnd found) {
    return CallLine.members(JsonNodeFactory.instance.objectNode()
        .put("note", "the line before this one was cut off")
        .put("cut_off", found.begins())
        .put("cut_off_bytes", found.unfinished()));
  }

  private Link lastAside() throws IOException {
    var aside = folder.aside();
    if (aside.isEmpty()) {
      return Link.NONE;
    }
    try (var open = FileChannel.open(aside.getLast(), StandardOpenOption.READ)) {
      var last = ending(open, aside.getLast()).link();
      return last == null ? Link.NONE : last;
    }
  }

  private static FileEnd ending(FileChannel open, Path path) throws IOException {
    try {
      return FileEnd.of(open);
    } catch (IOException e) {
      throw new IOException("cannot go on with the audit log %s: %s; see `alk audit verify`, and"
          .formatted(path, e.getMessage()) + " move the file away to begin another one", e);
    }
  }

  private void putAside(FileChannel open) throws IOException {
    open.force(true);
    letGo();
    Files.move(folder.current(), folder.aside(link));
  }

  /// A new name is as durable as what stands under it.
  private void forceFolder() throws IOException {
    try (var open = FileChannel.open(folder.path(), StandardOpenOption.READ)) {
      open.force(true);
    }
  }

  /// Keeps other processes out, and whoever writes this log elsewhere in this one.
  private FileLock lock() throws IOException {
    var open = gate;
    if (open == null) {
      open = FileChannel.open(folder.lock(), OPENING, OWNER_ONLY);
      gate = open;
    }
    while (true) {
      try {
        return open.lock();
      } catch (OverlappingFileLockException _) {
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  private void letGo() throws IOException {
    var open = file;
    file = null;
    identity = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() throws IOException {
    try (var _ = gate) {
      force();
      letGo();
    }
  }
}
