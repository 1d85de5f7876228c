package dev.alknet.repl.command;

import dev.alknet.runtime.audit.AuditFolder;
import dev.alknet.runtime.audit.AuditLog;
import dev.alknet.runtime.audit.AuditOptions;
import dev.alknet.runtime.call.SecretSource;
import dev.alknet.runtime.config.ConfigException;
import dev.alknet.runtime.config.ConfigFile;
import dev.alknet.runtime.config.StaticConfig;
import dev.alknet.runtime.config.StoreChoice;
import dev.alknet.runtime.identity.Identities;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.identity.OwnershipProvider;
import dev.alknet.runtime.identity.OwnershipStore;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.node.ConnectedNode;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.node.NodeSupplies;
import dev.alknet.runtime.node.PeerAddress;
import dev.alknet.runtime.promotion.Promotions;
import dev.alknet.runtime.registry.CallLog;
import dev.alknet.runtime.registry.CapabilityGrants;
import dev.alknet.runtime.registry.OperationFamily;
import dev.alknet.runtime.session.SessionRules;
import dev.alknet.runtime.store.StoreAddress;
import dev.alknet.runtime.store.StoreOptions;
import dev.alknet.runtime.store.StorePassword;
import dev.alknet.runtime.store.Stores;
import dev.alknet.runtime.transport.LocalSocket;
import dev.alknet.runtime.worker.WorkerLauncher;
import dev.alknet.stdlib.Labels;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The composition root: makes the node of this process, or the face of a running one, from what
/// the command line says and, for what it leaves open, the configuration of the home.
///
/// What it knows of the environment comes from [Surroundings].
record NodeAssembly(Path home, @Nullable ProviderChoice provider, Families families) {

  /// A node for this process alone. It may run beside one that stays, so it records nothing about
  /// whose things are; it has no secrets, and knows the operator only. Throws [IOException] with a
  /// sentence for people when its home cannot be used.
  Node open() throws IOException {
    return open(NodeSupplies.NONE.ownership());
  }

  /// The same, which judges by these owners.
  Node open(OwnershipProvider owners) throws IOException {
    var fixed = fixed();
    var supplies = new NodeSupplies(owners, NodeSupplies.NONE.grants(),
        NodeSupplies.NONE.identities(), log(fixed), sessions(fixed), containers(fixed));
    return open(fixed, OwnershipStore.KEEPS_NOTHING, supplies, Node::open);
  }

  /// A node that is going to meet others: what is whose is in `ownership`, which secrets there are
  /// says `secrets`, who is who says `identities`. It has `more` besides its usual operations, and
  /// must be able to keep its audit log.
  Node openForPeers(StaticConfig fixed, OwnershipStore ownership, SecretSource secrets,
      Identities identities, List<OperationFamily> more) throws IOException {
    var supplies = new NodeSupplies(ownership,
        new CapabilityGrants(secrets, Stdlib.secrets()), identities::named, log(fixed),
        sessions(fixed), containers(fixed));
    try {
      supplies.log().ready();
    } catch (IOException e) {
      close(supplies.log(), e);
      throw e;
    }
    return open(fixed, ownership, supplies, (families, all) -> Node
        .openForPeers(Stream.concat(families.stream(), more.stream()).toList(), all));
  }

  private SessionRules sessions(StaticConfig fixed) {
    var scripts = fixed.scripts();
    var sessions = scripts.sessions();
    return new SessionRules(scripts.operator(), scripts.worker(), sessions.idle(),
        sessions.perIdentity(), sessions.inAll(), promotions());
  }

  /// What starts workers for scripts of third parties.
  private static WorkerLauncher containers(StaticConfig fixed) {
    return Stdlib.thirdPartyWall(Surroundings.variables(), new Labels(fixed.labelPrefix()));
  }

  /// What is kept in this home for review.
  Promotions promotions() {
    return Promotions.in(home);
  }

  /// What is kept in this home, or where its configuration says; whoever asks for it closes it.
  Stores stores(StaticConfig fixed) throws IOException, InterruptedException {
    try {
      return switch (fixed.store()) {
        case StoreChoice.Sqlite(var file) ->
          Stores.open(new StoreAddress.Sqlite(file), StoreOptions.of("this node"));
        case StoreChoice.Postgresql(var address, var passwordFile) -> Stores.open(
            StoreAddress.parse(address, home), StoreOptions.of(key().fingerprint().text())
                .withPassword(passwordFile == null
                    ? StorePassword.NONE
                    : StorePassword.of(passwordFile)));
      };
    } catch (StoreException | IllegalArgumentException e) {
      throw new IOException("cannot open the store of " + home + ": " + e.getMessage(), e);
    }
  }

  /// What the configuration of the home, made if it was missing, says that does not change while a
  /// node runs.
  StaticConfig fixed() throws IOException {
    prepared();
    return ConfigException.require(configFile().read()).fixed();
  }

  /// Where the audit log of this home lies.
  AuditFolder auditFolder() throws IOException {
    return new AuditFolder(fixed().audit().folder());
  }

  private CallLog log(StaticConfig fixed) throws IOException {
    if (!fixed.audit().enabled()) {
      return CallLog.NONE;
    }
    Files.createDirectories(fixed.audit().folder());
    return new AuditLog(AuditOptions.in(fixed.audit().folder(), () -> key().fingerprint()));
  }

  /// The node that runs in this home, in another process.
  Node connect() throws IOException, InterruptedException {
    return connect((String) null);
  }

  /// The same; every request shows `token`, if there is one.
  Node connect(@Nullable String token) throws IOException, InterruptedException {
    try {
      return ConnectedNode.at(socket(), token);
    } catch (IOException e) {
      throw e.getCause() instanceof SocketException ? new NoNodeException(home, e) : e;
    }
  }

  /// The node at this address, which is shown the key of this home. Every request shows `token`, if
  /// there is one.
  Node connect(PeerAddress address, @Nullable String token)
      throws IOException, InterruptedException {
    return ConnectedNode.at(address, key(), token);
  }

  /// What the node of this home is told.
  ConfigFile configFile() {
    return ConfigFile.in(home);
  }

  /// Where programs of the same user meet the node of this home.
  Path socket() {
    return home.resolve("node.sock");
  }

  /// Whether a node runs in this home. A second one would take what the first one keeps for what a
  /// dead node left.
  boolean served() throws IOException {
    return LocalSocket.answers(socket());
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

  private Node open(StaticConfig fixed, OwnershipStore ownership, NodeSupplies supplies,
      BiFunction<List<OperationFamily>, NodeSupplies, Node> kind) throws IOException {
    try {
      var work = prepared().resolve("work");
      var chosen = provider == null ? ProviderChoice.parse(fixed.provider()) : provider;
      return open(families.open(new StdlibOptions(chosen, work, Surroundings.variables(),
          ownership, new Labels(fixed.labelPrefix()))), supplies, kind);
    } catch (IllegalArgumentException e) {
      close(supplies.log(), e);
      throw new IOException("cannot open the node: " + e.getMessage(), e);
    } catch (IOException | RuntimeException | Error e) {
      close(supplies.log(), e);
      throw e;
    }
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
