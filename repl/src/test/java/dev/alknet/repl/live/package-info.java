/// Tests of the live views.
@NullMarked
package dev.alknet.repl.live;

import org.jspecify.annotations.NullMarked;
