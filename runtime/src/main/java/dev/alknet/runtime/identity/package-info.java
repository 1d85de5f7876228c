/// Who asks: identities that the access check judges, and what proves them.
///
/// A node is a key ([NodeKey]); its certificate is made with Bouncy Castle, one of whose doors is here.
/// Whose key or token it is is asked of an [IdentityProvider]. What is kept for longer (peers, API
/// keys, invitations, credentials, ownership) has its contract here and its database in `store`.
/// Stands on the ground: nothing of the house may be imported here.
@NullMarked
package dev.alknet.runtime.identity;

import org.jspecify.annotations.NullMarked;
