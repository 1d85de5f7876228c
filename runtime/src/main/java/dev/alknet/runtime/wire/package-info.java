/// Bytes on the wire: frames, the five events of a call, raw chunks. Pure functions, no I/O.
///
/// May use `call`, `operation` and `identity` for what the events carry, and JSON. Lenient in what it
/// reads where call.md says so, strict elsewhere; nothing is allocated for a length that is refused.
@NullMarked
package dev.alknet.runtime.wire;

import org.jspecify.annotations.NullMarked;
