/// The attack suite: scripts that try to get out of their session or to take the node down, and what
/// must come of each. `alk escape-test` runs them against a node of one's own.
///
/// The scripts lie beside this package, one file for each class of attacks. May use the runtime; knows
/// neither commands nor terminals.
@NullMarked
package dev.alknet.repl.escape;

import org.jspecify.annotations.NullMarked;
