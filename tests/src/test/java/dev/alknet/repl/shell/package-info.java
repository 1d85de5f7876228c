/// The contract of the console: the real shell, in a JVM of its own, at a real pseudo-terminal.
@NullMarked
package dev.alknet.repl.shell;

import org.jspecify.annotations.NullMarked;
