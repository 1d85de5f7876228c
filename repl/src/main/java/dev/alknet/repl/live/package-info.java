/// Live views of the whole screen: what they know, what keys do to them, and how that looks as lines of
/// text. No terminal comes in here: [dev.alknet.repl.shell] shows the lines and reads the keys.
///
/// [dev.alknet.repl.live.LogFeed] follows logs into [dev.alknet.repl.live.LogBuffer], of which
/// [dev.alknet.repl.live.LogPage] shows a part. May import: `render`, `runtime`.
@NullMarked
package dev.alknet.repl.live;

import org.jspecify.annotations.NullMarked;
