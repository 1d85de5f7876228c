/// Tests of the package of this name.
@NullMarked
package dev.alknet.repl.render;

import org.jspecify.annotations.NullMarked;
