/// How fast a call is, and a start: contenders take turns, so that a busy machine disturbs all alike.
///
/// [Bench] is the program; `tests/bench/run` starts it.
@NullMarked
package dev.alknet.bench;

import org.jspecify.annotations.NullMarked;
