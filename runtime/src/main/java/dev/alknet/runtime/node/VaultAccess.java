package dev.alknet.runtime.node;

import java.io.IOException;
import java.util.List;

/// What can be done with the vault of a home, wherever it is unlocked: in this process ([NodeVault])
/// or in the node that runs there ([VaultClient]). What the vault refuses is a [VaultRefusal].
/// Arrays that are given are the caller's to overwrite.
public sealed interface VaultAccess extends AutoCloseable permits NodeVault, VaultClient {
  VaultStatus status() throws IOException, InterruptedException;

  /// Checks that these are the words of this vault and unlocks it; answers false when it was unlocked
  /// already.
  boolean unlock(char[] phrase, char[] passphrase) throws IOException, InterruptedException;

  /// Forgets the keys; answers false when it was locked already.
  boolean lock() throws IOException, InterruptedException;

  /// The names of the credentials.
  List<String> names() throws IOException, InterruptedException;

  /// Encrypts a credential and keeps it.
  void put(String name, char[] secret) throws IOException, InterruptedException;

  /// Forgets a credential; answers whether there was one.
  boolean remove(String name) throws IOException, InterruptedException;

  /// Encrypts all credentials anew with the key of this version, which is for new ones too from now on.
  VaultRotation rotate(long version) throws IOException, InterruptedException;

  /// The public halves of its keys.
  VaultPublicKeys publicKeys() throws IOException, InterruptedException;

  @Override
  void close();
}
