/// The assembly: the only place that sees everything and wires it.
///
/// May import every room of `runtime`; nothing in `runtime` may import this one.
@NullMarked
package dev.alknet.runtime.node;

import org.jspecify.annotations.NullMarked;
