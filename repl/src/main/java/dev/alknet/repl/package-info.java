/// The `alk` program: its main class and nothing else.
///
/// Everything it does is in [dev.alknet.repl.command].
@NullMarked
package dev.alknet.repl;

import org.jspecify.annotations.NullMarked;
