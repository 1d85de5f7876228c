/// Work that runs somewhere: one face over Docker containers and plain processes.
///
/// A [Provider] starts work and finds it again, a [Container] is one such piece of work. Docker is
/// reached through the operations `docker/*` only ([DockerCalls] is the one door); processes are
/// started by the `process` package and belong to this node: they end with it, unless it is killed.
@NullMarked
package dev.alknet.stdlib.container;

import org.jspecify.annotations.NullMarked;
