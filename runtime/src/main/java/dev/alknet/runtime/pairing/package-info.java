/// How two nodes come to know each other: one invites, the other joins.
///
/// A [Ticket] is what a person carries from one to the other; [PairingOperations] is where it is
/// handed in. Who is known afterwards, and for what, is kept by `identity`; dialling and storing are
/// the business of the assembly. May use `identity`, `operation`, `call` and `registry`; knows no
/// transport, no terminal and no files.
@NullMarked
package dev.alknet.runtime.pairing;

import org.jspecify.annotations.NullMarked;
