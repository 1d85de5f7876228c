/// Containers and images of one Docker daemon, as operations.
///
/// [DockerFamily] is the way in. Every operation is one file (such as [CreateContainer]) over one
/// [Daemon]; [DaemonCalls] turns what the daemon did into what a caller may see. Streams
/// and the daemon's own documents go over our own [Exchange]; create, start and remove go through
/// docker-java ([TypedDaemon]) on the same transport. docker-java's types stay in this package.
@NullMarked
package dev.alknet.stdlib.docker;

import org.jspecify.annotations.NullMarked;
