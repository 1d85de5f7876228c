/// Tests of the package of this name.
@NullMarked
package dev.alknet.repl.command;

import org.jspecify.annotations.NullMarked;
