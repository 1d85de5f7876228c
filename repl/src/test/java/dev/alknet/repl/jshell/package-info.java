@NullMarked
package dev.alknet.repl.jshell;

import org.jspecify.annotations.NullMarked;
