package dev.lifeline.container;

import dev.lifeline.connection.SessionEnded;
import dev.lifeline.connection.SessionListener;
import dev.lifeline.connection.SessionOpened;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.net.URI;

/** Tells the log and the application's observers. */
@Dependent
class SessionEvents implements SessionListener {

  private static final SessionOpened ANY = new SessionOpened("any", URI.create("/"));

  @Inject Event<SessionOpened> opened;
  @Inject Event<SessionEnded> ended;
  @Inject BeanManager beans;

  /** Sessions whose openings nobody observes pay nothing for it. */
  @Override
  public boolean wantsOpened() {
    return !beans.resolveObserverMethods(ANY).isEmpty();
  }

  @Override
  public void opened(SessionOpened event) {
    fire(opened, event);
  }

  @Override
  public void ended(SessionEnded event) {
    EndLog.log(event);
    fire(ended, event);
  }

  private static <T> void fire(Event<T> observers, T event) {
    try {
      observers.fire(event);
    } catch (RuntimeException e) {
      EndLog.observerFailed(event, e);
    }
  }
}
