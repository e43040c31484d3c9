package dev.lifeline.container;

import dev.lifeline.connection.SessionEnded;
import dev.lifeline.connection.SessionListener;
import dev.lifeline.connection.SessionOpened;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** Tells the log and the listeners that an application without CDI names as services. */
final class PlainEvents implements SessionListener {

  private final List<SessionListener> listeners;

  private PlainEvents(List<SessionListener> listeners) {
    this.listeners = listeners;
  }

  static PlainEvents of(ClassLoader application) {
    return new PlainEvents(
        ServiceLoader.load(SessionListener.class, application).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  @Override
  public boolean wantsOpened() {
    return listeners.stream().anyMatch(SessionListener::wantsOpened);
  }

  @Override
  public void opened(SessionOpened event) {
    tell(event, listener -> listener.opened(event));
  }

  @Override
  public void ended(SessionEnded event) {
    EndLog.log(event);
    tell(event, listener -> listener.ended(event));
  }

  private void tell(Object event, Consumer<SessionListener> call) {
    for (SessionListener listener : listeners) {
      try {
        call.accept(listener);
      } catch (RuntimeException e) {
        EndLog.observerFailed(event, e);
      }
    }
  }
}
