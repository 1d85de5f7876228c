/// Where operations live and how a call reaches one: registrations, layers, the access check and
/// the one dispatcher.
///
/// Whoever adds a way in (a script, a peer, a schedule) ends in [dev.alknet.runtime.registry.Dispatcher];
/// whoever adds a way out adds an [dev.alknet.runtime.registry.Operation]. May import: `call`,
/// `operation`, `identity`. Knows no script, no wire, no container.
@NullMarked
package dev.alknet.runtime.registry;

import org.jspecify.annotations.NullMarked;
