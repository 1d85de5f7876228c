/// Where keys come from: one mnemonic, from which the node's identity, its SSH host key, Ethereum keys
/// and the keys that credentials are encrypted with all follow. [Vault] is the way in.
///
/// Nothing is kept here: no file, no database, no log. There is no operation, no protocol and no
/// message either; all methods are plain calls of this process. Stands on the ground: nothing of the
/// house may be imported here, and of the house only the assembly (`node`) may import it. JSON is
/// Jackson's. Bouncy Castle has its second door here, for Ed25519's public keys, which the JDK cannot
/// compute.
///
/// secp256k1 is optional (V-5): [Secp256k1] is found with [java.util.ServiceLoader] in the package
/// below, since a Maven module of its own would be one class. Without it all else works.
///
/// Secrets are overwritten when they are closed, as well as a JVM can: docs/vault.md says how well.
/// Source: vault-store-script.md §1; rulings 16 and 17.
@NullMarked
package dev.alknet.runtime.vault;

import org.jspecify.annotations.NullMarked;
