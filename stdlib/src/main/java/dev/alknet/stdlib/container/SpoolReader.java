package dev.alknet.stdlib.container;

import dev.alknet.runtime.call.Emitter;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.OptionalInt;

/// Reads a spool while it is written, one line in memory at a time.
///
/// It uses plain file streams, because an interrupt would close a channel.
record SpoolReader(Spool spool) {
  /// Emits the lines that are wanted and, when following, those to come up to the end.
  void read(LogRequest request, Emitter emitter) throws IOException, InterruptedException {
    var size = spool.size();
    var position = start(request.tail(), size);
    try (var file = new FileInputStream(spool.file().toFile())) {
      file.skipNBytes(position);
      var in = new DataInputStream(new BufferedInputStream(file));
      do {
        while (position < size) {
          var entry = SpoolEntry.read(in);
          position += entry.length();
          emitter.emit(entry.toJson());
        }
        if (request.follow()) {
          size = spool.awaitMore(position);
        }
      } while (position < size);
    }
  }

  /// Where the last lines begin, found from the end.
  private long start(OptionalInt tail, long size) throws IOException {
    if (tail.isEmpty()) {
      return 0;
    }
    var position = size;
    try (var file = new RandomAccessFile(spool.file().toFile(), "r")) {
      for (var left = tail.getAsInt(); left > 0 && position > 0; left--) {
        file.seek(position - Integer.BYTES);
        position -= SpoolEntry.length(file.readInt());
      }
    }
    return position;
  }
}
