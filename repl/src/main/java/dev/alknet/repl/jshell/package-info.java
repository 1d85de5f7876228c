/// Java as a second language of the operator: snippets for the JDK's own shell, with `env` bound to a
/// node. The one door to `jdk.jshell`.
///
/// Snippets run in this process and may do whatever it may: Java has no walls inside of one. That is
/// why [JavaSession] takes code of the operator only, and why they run here and not in a process of
/// their own, which would hold nothing either and make each value cross twice. May import: `runtime`.
@NullMarked
package dev.alknet.repl.jshell;

import org.jspecify.annotations.NullMarked;
