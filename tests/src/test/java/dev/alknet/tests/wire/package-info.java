/// The call protocol over real QUIC: at scale, for long, under abuse, and with other people's QUIC.
@NullMarked
package dev.alknet.tests.wire;

import org.jspecify.annotations.NullMarked;
