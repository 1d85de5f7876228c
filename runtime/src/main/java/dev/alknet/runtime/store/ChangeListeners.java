package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.IdentitySource;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Who wants to hear of changes. One that throws is no reason not to tell the next.
final class ChangeListeners {
  private static final System.Logger LOG = System.getLogger(ChangeListeners.class.getName());

  private final List<Registration> registrations = new CopyOnWriteArrayList<>();

  /// No two are equal: whoever registers twice ends each by itself.
  private static final class Registration {
    final Runnable listener;

    Registration(Runnable listener) {
      this.listener = listener;
    }
  }

  IdentitySource.Listening add(Runnable listener) {
    var own = new Registration(listener);
    registrations.add(own);
    return () -> registrations.remove(own);
  }

  void tell() {
    for (var registration : registrations) {
      try {
        registration.listener.run();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "a listener for changes of identities has a bug", e);
      }
    }
  }
}
