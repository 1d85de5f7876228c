/// Containers, images, volumes and networks of one Docker daemon, as operations.
///
/// [DockerFamily] is the way in. An operation with something to it is one file (such as
/// [CreateContainer]); those that are one request each are tables of a kind (such as
/// [ContainerActions]). All are over one [Daemon]; [DaemonCalls] turns what the daemon did into what
/// a caller may see. Streams, sessions ([RawSession]) and the daemon's own documents go over our own
/// [Exchange]; create, start and remove go through docker-java ([TypedDaemon]) on the same
/// transport. docker-java's types stay in this package.
@NullMarked
package dev.alknet.stdlib.docker;

import org.jspecify.annotations.NullMarked;
