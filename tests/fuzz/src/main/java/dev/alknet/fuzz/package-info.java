/// What strangers may send: one class per target, each with Jazzer's `fuzzerTestOneInput`.
///
/// A target throws an [AssertionError] when something else than its promise happens. Promises: nothing
/// but an invalid frame is ever reported, and memory stays in proportion to what came in.
@NullMarked
package dev.alknet.fuzz;

import org.jspecify.annotations.NullMarked;
