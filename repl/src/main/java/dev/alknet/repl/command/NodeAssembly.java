package dev.alknet.repl.command;

import dev.alknet.runtime.audit.AuditFolder;
import dev.alknet.runtime.audit.AuditLog;
import dev.alknet.runtime.audit.AuditOptions;
import dev.alknet.runtime.config.ConfigException;
import dev.alknet.runtime.config.ConfigFile;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.node.ConnectedNode;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.node.NodeSupplies;
import dev.alknet.runtime.node.PeerAddress;
import dev.alknet.runtime.registry.CapabilityGrants;
import dev.alknet.runtime.registry.OperationFamily;
import dev.alknet.stdlib.ProviderChoice;
import dev.alknet.stdlib.Stdlib;
import dev.alknet.stdlib.StdlibOptions;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// The composition root: makes the node of this process, or the face of a running one, from what
/// the command line says and, for what it leaves open, the configuration of the home.
///
/// What it knows of the environment comes from [Surroundings]; what is whose, who is who and which
/// secrets there are, from [HomeParts].
record NodeAssembly(Path home, @Nullable ProviderChoice provider, Families families) {

  /// A node for this process alone, of [HomeParts#ALONE]. Throws [IOException] with a sentence for
  /// people when its home cannot be used.
  Node open() throws IOException {
    var supplies = supplies(HomeParts.ALONE);
    return open(HomeParts.ALONE, supplies, Node::open);
  }

  /// A node that is going to meet others, with these parts. It must be able to keep its audit log.
  Node openForPeers(HomeParts parts) throws IOException {
    var supplies = supplies(parts);
    try {
      supplies.log().ready();
    } catch (IOException e) {
      close(supplies.log(), e);
      throw e;
    }
    return open(parts, supplies, Node::openForPeers);
  }

  /// Where the audit log of this home lies.
  AuditFolder auditFolder() {
    return new AuditFolder(home);
  }

  private NodeSupplies supplies(HomeParts parts) throws IOException {
    return new NodeSupplies(parts.ownership(),
        new CapabilityGrants(parts.secrets(), Stdlib.secrets()), parts.identities(),
        new AuditLog(AuditOptions.in(prepared(), () -> key().fingerprint())));
  }

  /// The node that runs in this home, in another process.
  Node connect() throws IOException, InterruptedException {
    try {
      return ConnectedNode.at(socket());
    } catch (IOException e) {
      throw e.getCause() instanceof SocketException
          ? new IOException("no node is running in %s; start one with: alk node --home %s"
              .formatted(home, home), e)
          : e;
    }
  }

  /// The node at this address, which is shown the key of this home.
  Node connect(PeerAddress address) throws IOException, InterruptedException {
    return ConnectedNode.at(address, key());
  }

  /// What the node of this home is told.
  ConfigFile configFile() {
    return ConfigFile.in(home);
  }

  /// Where programs of the same user meet the node of this home.
  Path socket() {
    return home.resolve("node.sock");
  }

  /// The key of this home, made if it was missing.
  NodeKey key() throws IOException {
    var file = prepared().resolve("node.key");
    try {
      return NodeKey.loadOrCreate(file);
    } catch (AccessDeniedException e) {
      throw new IOException("cannot read the key file " + file + ": permission denied", e);
    }
  }

  private Node open(HomeParts parts, NodeSupplies supplies,
      BiFunction<List<OperationFamily>, NodeSupplies, Node> kind) throws IOException {
    try {
      var work = prepared().resolve("work");
      return open(families.open(new StdlibOptions(chosen(), work, Surroundings.variables(),
          parts.ownership())), supplies, kind);
    } catch (IllegalArgumentException e) {
      close(supplies.log(), e);
      throw new IOException("cannot open the node: " + e.getMessage(), e);
    } catch (IOException | RuntimeException | Error e) {
      close(supplies.log(), e);
      throw e;
    }
  }

  private ProviderChoice chosen() throws ConfigException {
    return provider == null
        ? ProviderChoice
            .parse(ConfigException.require(configFile().read()).fixed().provider())
        : provider;
  }

  private static Node open(List<OperationFamily> families, NodeSupplies supplies,
      BiFunction<List<OperationFamily>, NodeSupplies, Node> kind) {
    try {
      return kind.apply(families, supplies);
    } catch (RuntimeException | Error e) {
      for (var family : families.reversed()) {
        close(family::close, e);
      }
      throw e;
    }
  }

  /// A node that did not open owns nothing.
  private static void close(Closeable opened, Throwable reason) {
    try {
      opened.close();
    } catch (IOException | RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  /// The home folder, made if it was missing.
  Path prepared() throws IOException {
    try {
      Files.createDirectories(home);
    } catch (FileAlreadyExistsException _) {
      throw new IOException("the home folder is a file: " + home);
    } catch (IOException e) {
      throw new IOException("cannot make the home folder " + home + "; choose another with --home",
          e);
    }
    if (!Files.isWritable(home)) {
      throw new IOException("cannot write to the home folder " + home
          + "; choose another with --home");
    }
    return home;
  }
}
