package dev.alknet.runtime.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.transport.LocalSocket;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Where other programs of the user reach the vault of the running node: `vault.sock` in its home. It
/// is no operation, and nobody reaches it from outside the machine (V-4). One request per connection;
/// the answer is a byte ([#FINE], [#REFUSED] or [#FAILED]), a length (4) and JSON or a sentence.
public final class VaultSocket implements AutoCloseable {
  static final int FINE = 0;
  static final int REFUSED = 1;
  static final int FAILED = 2;

  private static final Logger LOG = System.getLogger(VaultSocket.class.getName());

  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final LocalSocket socket;
  private final NodeVault vault;

  private VaultSocket(LocalSocket socket, NodeVault vault) {
    this.socket = socket;
    this.vault = vault;
  }

  /// Lets the vault be reached at `home`. Closing ends that and locks the vault.
  public static VaultSocket open(Path home, NodeVault vault) throws IOException {
    var socket = LocalSocket.bind(path(home));
    var opened = new VaultSocket(socket, vault);
    socket.serve(opened::welcome);
    return opened;
  }

  static Path path(Path home) {
    return home.resolve("vault.sock");
  }

  @Override
  public void close() {
    socket.close();
    open.forEach(VaultSocket::close);
    vault.close();
  }

  private void welcome(SocketChannel channel) {
    open.add(channel);
    var _ = Thread.ofVirtual().name("vault request").start(() -> serve(channel));
  }

  private void serve(SocketChannel channel) {
    try (channel;
        var request = VaultRequest.read(
            new DataInputStream(Channels.newInputStream(channel)))) {
      answer(request, new DataOutputStream(Channels.newOutputStream(channel)));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a program that asked the vault is gone", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(channel);
    }
  }

  private void answer(VaultRequest request, DataOutputStream out)
      throws IOException, InterruptedException {
    JsonNode json;
    try {
      json = perform(request);
    } catch (VaultRefusal e) {
      send(out, REFUSED, String.valueOf(e.getMessage()));
      return;
    } catch (IOException e) {
      send(out, FAILED, String.valueOf(e.getMessage()));
      return;
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the vault has a bug", e);
      send(out, FAILED, "the node failed; its log says more");
      return;
    }
    send(out, FINE, json.toString());
  }

  private JsonNode perform(VaultRequest request) throws IOException, InterruptedException {
    return switch (request) {
      case VaultRequest.Status _ -> vault.status().toJson();
      case VaultRequest.Unlock(var phrase, var passphrase) -> {
        var words = phrase.chars();
        var secret = passphrase.chars();
        try {
          yield BooleanNode.valueOf(vault.unlock(words, secret));
        } finally {
          Arrays.fill(words, '\0');
          Arrays.fill(secret, '\0');
        }
      }
      case VaultRequest.Lock _ -> BooleanNode.valueOf(vault.lock());
      case VaultRequest.Names _ -> array(vault.names());
      case VaultRequest.Put(var name, var secret) -> {
        var chars = secret.chars();
        try {
          vault.put(name, chars);
          yield NullNode.instance;
        } finally {
          Arrays.fill(chars, '\0');
        }
      }
      case VaultRequest.Remove(var name) -> BooleanNode.valueOf(vault.remove(name));
      case VaultRequest.Rotate(var version) -> vault.rotate(version).toJson();
      case VaultRequest.PublicKeys _ -> vault.publicKeys().toJson();
    };
  }

  private static JsonNode array(List<String> names) {
    var array = JsonNodeFactory.instance.arrayNode();
    names.forEach(array::add);
    return array;
  }

  private static void send(DataOutputStream out, int how, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeByte(how);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "closing a socket", e);
    }
  }
}
