package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// A registry with one image, in a container beside the daemon: as much of one as a pull needs, which is to
/// send files. Source: the distribution spec of the OCI, pull.
final class LiveRegistry {
  private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
  private static final String SERVE = """
      #!/bin/sh
      read -r method path rest
      while read -r line && [ "${#line}" -gt 1 ]; do :; done
      file=/registry${path%/}
      [ -f "$file" ] || file=/registry/empty
      type=application/octet-stream
      case $path in */manifests/*) type=MANIFEST ;; esac
      printf 'HTTP/1.1 200 OK\\r\\nContent-Type: %s\\r\\nContent-Length: %s\\r\\n\\r\\n' "$type" "$(stat -c %s "$file")"
      [ "$method" = HEAD ] || cat "$file"
      """
      .replace("MANIFEST", MANIFEST);

  private final String image;
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, Integer> layers = new LinkedHashMap<>();

  private LiveRegistry(int port) {
    image = "127.0.0.1:" + port + "/alk/layers:1";
  }

  /// Serves an image whose layers have so many bytes that cannot be packed.
  static LiveRegistry start(LiveDaemon daemon, int port, int... sizes) throws Exception {
    var registry = new LiveRegistry(port);
    registry.fill(sizes);
    var input = Json.object().put("image", "alk/busybox:latest");
    input.putArray("networks").add("host");
    List.of("nc", "-ll", "-p", String.valueOf(port), "-e", "/registry/serve")
        .forEach(input.putArray("command")::add);
    var id = daemon.create(input);
    var desk = daemon.desk();
    try (var talk = desk.talk("docker/container/copy-in",
        Json.object().put("containerId", id).put("path", "/").toString())) {
      var tar = registry.tar();
      for (int at = 0; at < tar.length; at += 1 << 16) {
        talk.send(Arrays.copyOfRange(tar, at, Math.min(tar.length, at + (1 << 16))));
      }
      talk.endInput().toTheEnd();
    }
    desk.invoke("docker/container/start", LiveDaemon.named(id));
    var listens = Json.object().put("containerId", id);
    List.of("sh", "-c", "until nc -w 1 127.0.0.1 " + port + " </dev/null; do :; done")
        .forEach(listens.putArray("cmd")::add);
    desk.items("docker/container/exec", listens.toString());
    return registry;
  }

  /// What to pull.
  String image() {
    return image;
  }

  /// The layers by the ids that a daemon gives them, and how many bytes are sent of each.
  Map<String, Integer> layers() {
    return layers;
  }

  private void fill(int... sizes) throws IOException, NoSuchAlgorithmException {
    files.put("serve", SERVE.getBytes(UTF_8));
    files.put("empty", "{}".getBytes(UTF_8));
    var config = Json.object().put("architecture", "amd64").put("os", "linux");
    config.putObject("config");
    config.putArray("history");
    var unpacked = config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
    var manifest = Json.object().put("schemaVersion", 2).put("mediaType", MANIFEST);
    var packed = new ArrayList<JsonNode>();
    for (int i = 0; i < sizes.length; i++) {
      var layer = layer("file-" + i, sizes[i]);
      unpacked.add(digest(layer));
      var sent = zipped(layer);
      packed.add(blob(sent, "application/vnd.docker.image.rootfs.diff.tar.gzip"));
      layers.put(digest(sent).substring(7, 19), sent.length);
    }
    manifest.set("config", blob(config.toString().getBytes(UTF_8),
        "application/vnd.docker.container.image.v1+json"));
    manifest.putArray("layers").addAll(packed);
    var bytes = manifest.toString().getBytes(UTF_8);
    files.put("v2/alk/layers/manifests/1", bytes);
    files.put("v2/alk/layers/manifests/" + digest(bytes), bytes);
  }

  private JsonNode blob(byte[] bytes, String type) throws NoSuchAlgorithmException {
    files.put("v2/alk/layers/blobs/" + digest(bytes), bytes);
    return Json.object()
        .put("mediaType", type)
        .put("size", bytes.length)
        .put("digest", digest(bytes));
  }

  private byte[] tar() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (var file : files.entrySet()) {
        var entry = new TarArchiveEntry("registry/" + file.getKey());
        entry.setMode(0100755);
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] layer(String name, int size) throws IOException {
    var content = new byte[size];
    new Random().nextBytes(content);
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      var entry = new TarArchiveEntry(name);
      entry.setSize(size);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private static byte[] zipped(byte[] plain) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(plain);
    }
    return bytes.toByteArray();
  }

  private static String digest(byte[] bytes) throws NoSuchAlgorithmException {
    return "sha256:"
        + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
