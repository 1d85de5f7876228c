/// Who asks: identities that the access check judges.
///
/// Stands on the ground: nothing of the house may be imported here. Keys, tokens, peers and
/// ownership move in with the identity issue.
@NullMarked
package dev.alknet.runtime.identity;

import org.jspecify.annotations.NullMarked;
