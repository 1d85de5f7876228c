/// The command line: what was typed becomes a node, a run of something on it, and an exit code.
///
/// The one door to picocli. A command line opens its own embedded node
/// ([dev.alknet.repl.command.NodeAssembly]) and closes it when it ends. Standard output belongs to
/// results; with `--json` to nothing else. May import: `render`, `shell`, `stdlib`, `runtime`.
@NullMarked
package dev.alknet.repl.command;

import org.jspecify.annotations.NullMarked;
