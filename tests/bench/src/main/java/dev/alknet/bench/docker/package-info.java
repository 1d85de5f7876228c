/// How fast Docker is through a node, beside Docker's own command line on the same daemon.
///
/// [DockerBench] is the program; `tests/bench/run --docker` starts it.
@NullMarked
package dev.alknet.bench.docker;

import org.jspecify.annotations.NullMarked;
