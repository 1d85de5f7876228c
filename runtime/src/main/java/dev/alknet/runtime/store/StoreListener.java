package dev.alknet.runtime.store;

import java.lang.System.Logger.Level;

/// Is told what whoever runs a node should know of its stores, a sentence at a time. It must not
/// block.
public interface StoreListener {
  /// Something is wrong and the stores go on: a row that cannot be read, a database that is away.
  void warn(String sentence);

  /// The stores have failed for good: reads know nobody from now on and writes are refused. Said
  /// once.
  void alarm(String sentence);

  /// Writes to the log.
  StoreListener LOG = new StoreListener() {
    private static final System.Logger LOG = System.getLogger(Stores.class.getName());

    @Override
    public void warn(String sentence) {
      LOG.log(Level.WARNING, sentence);
    }

    @Override
    public void alarm(String sentence) {
      LOG.log(Level.ERROR, sentence);
    }
  };
}
