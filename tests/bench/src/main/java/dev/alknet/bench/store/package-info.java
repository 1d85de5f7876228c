/// How fast stores open and write.
///
/// [StoreBench] is the program; `tests/bench/run --stores` starts it.
@NullMarked
package dev.alknet.bench.store;

import org.jspecify.annotations.NullMarked;
