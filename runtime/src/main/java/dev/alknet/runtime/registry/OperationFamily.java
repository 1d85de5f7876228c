package dev.alknet.runtime.registry;

import java.io.IOException;
import java.util.List;

/// Operations that belong together and share something, such as a daemon or running processes.
///
/// The assembly opens a family before the registry is made and closes it when the node stops.
public interface OperationFamily extends AutoCloseable {
  /// The operations, ready to be registered.
  List<Operation> operations();

  /// Tells the family where its operations live now, for what it has to call outside of any
  /// caller's tree, such as cleaning up after an abort. Called once, before the first call.
  default void attached(Dispatcher dispatcher, Registry registry) {}

  /// Lets go of what the family shares, and stops what cannot live without this node.
  @Override
  default void close() throws IOException {}
}
