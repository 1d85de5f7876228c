/// JavaScript: the engine, sessions, and the few things a script finds in its global scope.
///
/// The one door to GraalVM polyglot; its types never leave this package. A session owns one
/// context and one platform thread; values cross as JSON text and as nothing else. May import:
/// `registry` and what lies below it.
@NullMarked
package dev.alknet.runtime.script;

import org.jspecify.annotations.NullMarked;
