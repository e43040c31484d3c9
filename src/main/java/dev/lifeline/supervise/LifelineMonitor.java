package dev.lifeline.supervise;

import dev.lifeline.connection.Connection;
import dev.lifeline.connection.ConnectionOwner;
import dev.lifeline.connection.Connections;
import dev.lifeline.connection.EndReason;
import dev.lifeline.connection.EndpointFigures;
import dev.lifeline.connection.HeartbeatTexts;
import dev.lifeline.connection.LifeSign;
import jakarta.websocket.Session;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Supervises sessions of the application's own endpoints. One an application, injectable where
 * there is CDI; safe for use by any thread.
 */
public final class LifelineMonitor {

  /** By the class loader of their application; each leaves with it. */
  private static final Map<ClassLoader, LifelineMonitor> RUNNING = new ConcurrentHashMap<>();

  private static final ConnectionOwner NOBODY = new ConnectionOwner() {};

  /** The user property with the {@link SupervisedSession} of one that is by hand. */
  private static final String SUPERVISED = SupervisedSession.class.getName();

  private static final String BY_HAND = "by hand";

  private final Connections connections;
  private final LifeSign asked;
  private final LifeSign askedWithoutPing;
  private final HeartbeatTexts texts;
  private final Instances instances;

  /**
   * Creates the one instance of an application.
   *
   * @param asked how a silent peer is asked for a sign of life
   * @param texts what is answered before an endpoint sees it
   * @param instances makes the endpoints' instances
   */
  public LifelineMonitor(
      Connections connections, LifeSign asked, HeartbeatTexts texts, Instances instances) {
    this.connections = connections;
    this.asked = asked;
    this.askedWithoutPing = new LifeSign(false, asked.message());
    this.texts = texts;
    this.instances = instances;
  }

  /** Makes it the one of an application, until {@link #leave}. */
  public void enter(ClassLoader application) {
    RUNNING.put(application, this);
  }

  /** Ends what {@link #enter} has begun. */
  public void leave(ClassLoader application) {
    RUNNING.remove(application, this);
  }

  /**
   * The one of the application that a class belongs to, or the thread, where the class is shared.
   *
   * @throws IllegalStateException if Lifeline has not started there, or has stopped
   */
  static LifelineMonitor of(Class<?> endpoint) {
    LifelineMonitor monitor = find(endpoint.getClassLoader());
    return monitor == null ? current() : monitor;
  }

  /**
   * The one of the application whose class loader is the thread's, for an endpoint without CDI.
   *
   * @throws IllegalStateException if Lifeline has not started there, or has stopped
   */
  public static LifelineMonitor current() {
    LifelineMonitor monitor = find(Thread.currentThread().getContextClassLoader());
    if (monitor == null) {
      throw new IllegalStateException("Lifeline does not run in this application");
    }
    return monitor;
  }

  private static @Nullable LifelineMonitor find(@Nullable ClassLoader application) {
    for (ClassLoader loader = application; loader != null; loader = loader.getParent()) {
      LifelineMonitor monitor = RUNNING.get(loader);
      if (monitor != null) {
        return monitor;
      }
    }
    return null;
  }

  /**
   * Supervises a session: to be called as it opens, for a programmatic endpoint, or an annotated
   * one that is not among {@code lifeline.supervise}. Its pongs are the signs of its life; a
   * handler of the application's for pongs has to be there before.
   */
  public SupervisedSession supervise(Session session) {
    if (session.getUserProperties().get(SUPERVISED) instanceof SupervisedSession known) {
      return known;
    }
    Connection connection = open(session, BY_HAND);
    SupervisedSession supervised = new SupervisedSession(connection);
    session.getUserProperties().put(SUPERVISED, supervised);
    PongHandler.into(session, connection);
    return supervised;
  }

  /** How many sessions are supervised now, Lifeline's own among them. */
  public int openSessions() {
    return connections.size();
  }

  /** How many have ended since the start, for every reason. */
  public Map<EndReason, Long> endedByReason() {
    return connections.endedByReason();
  }

  /** How many bytes of Lifeline's own wait to be sent, in all queues together. */
  public long waitingBytes() {
    return connections.waitingBytes();
  }

  /** Whether the sessions are being sent away, or have been. */
  public boolean isDraining() {
    return connections.isDraining();
  }

  /** The endpoints that have had a session, by their paths; those by hand all as one. */
  public Map<String, EndpointFigures> endpoints() {
    return connections.endpoints();
  }

  /** Supervises a session that has just opened. */
  Connection open(Session session, String endpoint) {
    return connections.watch(session, endpoint, signFor(session), connection -> NOBODY);
  }

  /** A client may ask to be judged by its messages, where heartbeats are among them. */
  private LifeSign signFor(Session session) {
    boolean unpinged =
        texts.longest() >= 0
            && session.getRequestParameterMap().getOrDefault("pings", List.of()).contains("off");
    return unpinged ? askedWithoutPing : asked;
  }

  HeartbeatTexts texts() {
    return texts;
  }

  Instances instances() {
    return instances;
  }
}
