/// Who asks: identities that the access check judges, and the keys they prove.
///
/// A node is a key ([NodeKey]); its certificate is made with Bouncy Castle, whose one door is here.
/// Whose key is whose is asked of an [IdentityProvider]; for now that is a list given at the start
/// ([KnownKeys]). Stands on the ground: nothing of the house may be imported here. Tokens, peer entries
/// and ownership move in with the identity issue.
@NullMarked
package dev.alknet.runtime.identity;

import org.jspecify.annotations.NullMarked;
