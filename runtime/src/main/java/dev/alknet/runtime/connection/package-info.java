/// One live connection: calls in both directions over the streams of a transport.
///
/// Both ends are the same: each sends requests and serves them, whoever dialled. Here events are
/// tied to calls; what the bytes look like is the business of `wire`, how they travel of `transport`,
/// and what a call does of `registry`. Source: call.md §4, §15–§17, §20.
@NullMarked
package dev.alknet.runtime.connection;

import org.jspecify.annotations.NullMarked;
