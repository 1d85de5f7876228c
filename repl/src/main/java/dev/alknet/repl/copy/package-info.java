/// Files on their way between this machine and a container, wherever that is.
///
/// A container is reached through the operations `docker/container/copy-in` and `copy-out`, whose raw
/// carriage is a tar. What comes out of a container is nothing to trust: see [dev.alknet.repl.copy.Unpacking].
@NullMarked
package dev.alknet.repl.copy;

import org.jspecify.annotations.NullMarked;
