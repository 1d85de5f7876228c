package dev.alknet.repl.copy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// A tar made by hand, with names that no container would send by itself. Each file holds an `x`.
public final class HandTar {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

  public HandTar() {
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
  }

  public HandTar folder(String name) {
    return folder(name, 0755);
  }

  public HandTar folder(String name, int mode) {
    return put(entry(name, TarConstants.LF_DIR, mode), "");
  }

  public HandTar file(String name) {
    return put(entry(name, TarConstants.LF_NORMAL, 06755), "x");
  }

  public HandTar link(String name, Object to) {
    return link(TarConstants.LF_SYMLINK, name, to);
  }

  public HandTar hardLink(String name, String to) {
    return link(TarConstants.LF_LINK, name, to);
  }

  public HandTar device(String name) {
    return put(entry(name, TarConstants.LF_CHR, 0666), "");
  }

  /// An extended header that holds nothing but spaces, so many.
  HandTar header(int size) {
    return put(entry("header", TarConstants.LF_PAX_EXTENDED_HEADER_LC, 0644), " ".repeat(size));
  }

  public byte[] bytes() throws IOException {
    tar.close();
    return bytes.toByteArray();
  }

  private HandTar link(byte kind, String name, Object to) {
    var entry = entry(name, kind, 0777);
    entry.setLinkName(to.toString());
    return put(entry, "");
  }

  private static TarArchiveEntry entry(String name, byte kind, int mode) {
    var entry = new TarArchiveEntry(name, kind, true);
    entry.setMode(mode);
    return entry;
  }

  private HandTar put(TarArchiveEntry entry, String text) {
    try {
      entry.setSize(text.length());
      tar.putArchiveEntry(entry);
      tar.write(text.getBytes(StandardCharsets.UTF_8));
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
