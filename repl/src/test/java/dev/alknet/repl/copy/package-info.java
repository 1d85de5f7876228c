/// Tests of copies.
@NullMarked
package dev.alknet.repl.copy;

import org.jspecify.annotations.NullMarked;
