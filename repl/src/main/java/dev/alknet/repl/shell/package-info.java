/// The shell: a prompt on a script session.
///
/// The one door to JLine. [dev.alknet.repl.shell.Shell] reads inputs from
/// [dev.alknet.repl.shell.Lines], of which there are three kinds: a terminal with editing, history
/// and completion, one without a cursor that edits its lines itself, and plain lines from a pipe (which
/// loads nothing of JLine). The node and its
/// session come up behind the first prompt, what is remembered behind it. `Evaluations` runs lines
/// before the prompt or behind it, `Commands` do what begins with a dot, `Offers` and `Hints` say what
/// could be typed. [dev.alknet.repl.shell.RawTerminal] is the terminal of a session elsewhere, `FullScreen`
/// that of the views in [dev.alknet.repl.live].
/// May import: `live`, `render`, `runtime`.
@NullMarked
package dev.alknet.repl.shell;

import org.jspecify.annotations.NullMarked;
