/// The shell as somebody at a terminal sees it: how soon a prompt comes back, a key shows, Tab answers.
///
/// Programs run at pseudo-terminals, which `script` of util-linux makes. Completion alone is measured inside
/// this process ([dev.alknet.repl.shell.CompletionProbe]). May import everything.
@NullMarked
package dev.alknet.bench.console;

import org.jspecify.annotations.NullMarked;
