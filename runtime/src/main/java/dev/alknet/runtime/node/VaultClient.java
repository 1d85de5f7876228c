package dev.alknet.runtime.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alknet.runtime.transport.LocalSocket;
import dev.alknet.runtime.vault.SecretText;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The vault of a home as the node has it that runs there.
public final class VaultClient implements VaultAccess {
  private final Path path;

  private VaultClient(Path path) {
    this.path = path;
  }

  /// The vault of the node that runs in this home; absent when none runs there.
  public static Optional<VaultClient> find(Path home) throws IOException {
    var path = VaultSocket.path(home);
    return LocalSocket.answers(path) ? Optional.of(new VaultClient(path)) : Optional.empty();
  }

  @Override
  public VaultStatus status() throws IOException {
    return VaultStatus.ofJson(ask(new VaultRequest.Status()));
  }

  @Override
  public boolean unlock(char[] phrase, char[] passphrase) throws IOException {
    return ask(new VaultRequest.Unlock(SecretText.of(phrase), SecretText.of(passphrase)))
        .asBoolean();
  }

  @Override
  public boolean lock() throws IOException {
    return ask(new VaultRequest.Lock()).asBoolean();
  }

  @Override
  public List<String> names() throws IOException {
    return VaultRotation.names(ask(new VaultRequest.Names()));
  }

  @Override
  public void put(String name, char[] secret) throws IOException {
    var _ = ask(new VaultRequest.Put(name, SecretText.of(secret)));
  }

  @Override
  public boolean remove(String name) throws IOException {
    return ask(new VaultRequest.Remove(name)).asBoolean();
  }

  @Override
  public VaultRotation rotate(long version) throws IOException {
    return VaultRotation.ofJson(ask(new VaultRequest.Rotate(version)));
  }

  @Override
  public VaultPublicKeys publicKeys() throws IOException {
    return VaultPublicKeys.ofJson(ask(new VaultRequest.PublicKeys()));
  }

  /// There is nothing to close: each question has a connection of its own.
  @Override
  public void close() {}

  private JsonNode ask(VaultRequest request) throws IOException {
    try (request; var socket = LocalSocket.connect(path)) {
      request.write(new DataOutputStream(Channels.newOutputStream(socket)));
      var in = new DataInputStream(Channels.newInputStream(socket));
      var how = in.readByte();
      var text = new byte[in.readInt()];
      in.readFully(text);
      return switch (how) {
        case VaultSocket.FINE -> new JsonMapper().readTree(text);
        case VaultSocket.REFUSED -> throw new VaultRefusal(text(text));
        default -> throw new IOException(text(text));
      };
    } catch (EOFException e) {
      throw new IOException("the node at " + path + " ended while it was asked", e);
    }
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
