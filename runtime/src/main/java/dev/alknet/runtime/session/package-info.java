/// Script sessions and runs for those who ask over a connection: `session/open`, `session/eval`,
/// `session/close` and `script/run`.
///
/// Whoever opens a session is its owner, and it may do what he may, never more. What came over a
/// connection runs behind the worker wall and sees what its caller sees. May use `script` and what lies
/// below it; who makes the sessions is given by the assembly. docs/sandbox.md, call.md §14.
@NullMarked
package dev.alknet.runtime.session;

import org.jspecify.annotations.NullMarked;
