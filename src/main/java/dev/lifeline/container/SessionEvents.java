package dev.lifeline.container;

import dev.lifeline.connection.EndReason;
import dev.lifeline.connection.SessionEnded;
import dev.lifeline.connection.SessionListener;
import dev.lifeline.connection.SessionOpened;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;

/**
 * Tells the log and the application's observers. Whatever an observer throws is the application's
 * affair, and ends nothing here.
 */
@Dependent
class SessionEvents implements SessionListener {

  private static final Logger LOG = System.getLogger("dev.lifeline");

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
    LOG.log(
        isRemarkable(event.reason()) ? Level.INFO : Level.DEBUG,
        () -> "connection " + event.sessionId() + " ended: " + event.reason());
    fire(ended, event);
  }

  private static <T> void fire(Event<T> observers, T event) {
    try {
      observers.fire(event);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "an observer failed to handle " + event, e);
    }
  }

  /** Whether somebody who runs the server should know without asking. */
  private static boolean isRemarkable(EndReason reason) {
    return reason.isDeath()
        || reason == EndReason.MESSAGE_TOO_BIG
        || reason == EndReason.NO_HELLO
        || (reason.closeCode() != null && reason.closeCode().isFinal());
  }
}
