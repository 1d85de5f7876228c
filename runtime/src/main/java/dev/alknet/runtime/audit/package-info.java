/// The audit log: one line for every root call that was refused or may have changed something.
///
/// Lines are JSON and form a chain: each ends in `"prev"`, the hash of the line before, and `"hash"`,
/// the SHA-256 of everything on the line before `,"hash":`. The first line of a file says which node
/// wrote it; a full file is put aside and the next one goes on with its chain. docs/audit.md shows the
/// format and how to check it with nothing but a shell.
///
/// May import `registry` and what lies below it. Only the assembly sees this room; the dispatcher
/// knows it as a [dev.alknet.runtime.registry.CallLog]. What is no call does not belong here, nor
/// does anything that a schema marks `writeOnly`.
@NullMarked
package dev.alknet.runtime.audit;

import org.jspecify.annotations.NullMarked;
