/// Tests of the package of this name.
@NullMarked
package dev.alknet.repl.shell;

import org.jspecify.annotations.NullMarked;
