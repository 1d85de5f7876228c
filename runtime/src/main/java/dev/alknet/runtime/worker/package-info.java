/// The process wall: sessions whose code runs in a JVM of its own, with its own memory, no network and
/// no files, which can be killed whatever it does.
///
/// One pipe joins the two processes, the standard streams of the worker; it carries the call protocol
/// as every other connection does. The node serves what code may ask of it ([HostOperations]), the
/// worker what the node may have it do ([GuestOperations]). May use `script`, `connection` and what
/// lies below them. docs/sandbox.md says what the wall holds.
@NullMarked
package dev.alknet.runtime.worker;

import org.jspecify.annotations.NullMarked;
