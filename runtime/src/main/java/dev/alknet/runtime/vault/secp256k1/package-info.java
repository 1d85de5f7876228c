/// The curve of Ethereum, computed with Bouncy Castle because the JDK has dropped it (a door of that
/// library). Nobody imports this package: `vault` finds it as a service, or does without.
@NullMarked
package dev.alknet.runtime.vault.secp256k1;

import org.jspecify.annotations.NullMarked;
