/// The command line: what was typed becomes a node, a run of something on it, and an exit code.
///
/// The one door to picocli. A command line opens its own embedded node,
/// or with `--connect` the face of a running one ([dev.alknet.repl.command.NodeAssembly]), and closes
/// it when it ends; `alk node` runs one until it is ended. Standard output belongs to
/// results; with `--json` to nothing else. May import: `render`, `shell`, `stdlib`, `runtime`.
@NullMarked
package dev.alknet.repl.command;

import org.jspecify.annotations.NullMarked;
