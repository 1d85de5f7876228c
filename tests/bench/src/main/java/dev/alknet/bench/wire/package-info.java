/// How fast calls, streams and bytes are between two processes, alknet against its peers.
///
/// [WireBench] is the program. For each contender it starts a server process ([ServerMain]) and a
/// client process ([ClientMain]), so that nobody shares a heap or a compiler with anybody else, and
/// lets them take turns. A new contender implements [WireContender] and joins [Contenders#ALL].
@NullMarked
package dev.alknet.bench.wire;

import org.jspecify.annotations.NullMarked;
