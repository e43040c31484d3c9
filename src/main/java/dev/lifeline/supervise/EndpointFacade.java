package dev.lifeline.supervise;

import dev.lifeline.connection.Connection;
import dev.lifeline.connection.HeartbeatTexts;
import jakarta.websocket.CloseReason;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Stands before one instance of an application's endpoint, for one connection: notes signs of life,
 * answers heartbeats where that is switched on, and hands on all else. For generated classes to
 * extend, whose methods have the original's annotations and parameters: so the server decodes,
 * assembles and encodes as it would for the original.
 */
public abstract class EndpointFacade {

  /** Set once, before the server calls any method. */
  private @Nullable Original original;

  /**
   * Null before the session has opened. A close may come on another thread than the messages, which
   * come one at a time.
   */
  private volatile @Nullable Connection connection;

  /** A connection that was refused: the original never hears of it. */
  private volatile boolean refused;

  /** A text message in parts has begun. Owned by the reading thread. */
  private boolean inParts;

  /** For the generated class. */
  protected EndpointFacade() {}

  final void attach(Original original) {
    this.original = original;
  }

  /**
   * For the generated methods: the server has called one.
   *
   * @param index of the method, in the plan's order
   * @param arguments as the server has given them
   * @return what the original returned, for the server to send; null for nothing
   * @throws Throwable what the original has thrown
   */
  protected final @Nullable Object call(int index, @Nullable Object[] arguments) throws Throwable {
    Original before = original;
    if (before == null) {
      throw new IllegalStateException("made by another than its configurator");
    }
    HandlerMethod method = before.plan.methods().get(index);
    showOriginalConfig(before, arguments);
    return switch (method.role()) {
      case OPEN -> open(before, method, arguments);
      case CLOSE -> close(before, method, arguments);
      case ERROR -> refused ? null : method.call(before.made.instance(), arguments);
      default -> message(before, method, arguments);
    };
  }

  private static void showOriginalConfig(Original before, @Nullable Object[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof ServerEndpointConfig config) {
        arguments[i] = before.configurator.asOfTheOriginal(config);
      }
    }
  }

  private @Nullable Object open(Original before, HandlerMethod method, @Nullable Object[] arguments)
      throws Throwable {
    Connection opened =
        before.monitor.open(
            method.argument(Session.class, arguments), before.plan.annotation().value());
    connection = opened;
    if (opened.hasEnded()) {
      refused = true;
      return null;
    }
    return handle(opened, before, method, arguments);
  }

  private @Nullable Object close(
      Original before, HandlerMethod method, @Nullable Object[] arguments) throws Throwable {
    Connection open = connection;
    if (open != null) {
      CloseReason reason = method.argument(CloseReason.class, arguments);
      open.end(SupervisedSession.reasonOf(reason));
    }
    try {
      return refused ? null : method.call(before.made.instance(), arguments);
    } finally {
      before.made.release().run();
    }
  }

  private @Nullable Object message(
      Original before, HandlerMethod method, @Nullable Object[] arguments) throws Throwable {
    Connection open = connection;
    if (refused || open == null) {
      return null;
    }
    boolean taken =
        switch (method.role()) {
          case PONG ->
              open.receivePong(method.argument(PongMessage.class, arguments).getApplicationData());
          case TEXT -> takesBeat(before, open, arguments[method.messageIndex()], true);
          case TEXT_PARTS -> takesPart(before, open, method, arguments);
          case TEXT_STREAM -> takesStream(before, open, method, arguments);
          default -> false;
        };
    if (taken) {
      open.liveness().touch();
      return null;
    }
    return handle(open, before, method, arguments);
  }

  private static boolean takesBeat(
      Original before, Connection open, @Nullable Object text, boolean whole) {
    return whole && text instanceof String beat && before.monitor.texts().take(beat, open);
  }

  /** A heartbeat in more than one part is a message. */
  private boolean takesPart(
      Original before, Connection open, HandlerMethod method, @Nullable Object[] arguments) {
    boolean last = Boolean.TRUE.equals(arguments[method.lastIndex()]);
    boolean whole = last && !inParts;
    inParts = !last;
    return takesBeat(before, open, arguments[method.messageIndex()], whole);
  }

  private static boolean takesStream(
      Original before, Connection open, HandlerMethod method, @Nullable Object[] arguments)
      throws IOException {
    HeartbeatTexts texts = before.monitor.texts();
    int index = method.messageIndex();
    if (texts.longest() < 0 || !(arguments[index] instanceof Reader reader)) {
      return false;
    }
    BeginningReader beginning = new BeginningReader(reader, texts.longest());
    arguments[index] = beginning;
    String whole = beginning.whole();
    return whole != null && texts.take(whole, open);
  }

  /** While the original handles it, silence is no fault of the peer's. */
  private static @Nullable Object handle(
      Connection open, Original before, HandlerMethod method, @Nullable Object[] arguments)
      throws Throwable {
    open.liveness().touch();
    open.liveness().beginHandling();
    try {
      return method.call(before.made.instance(), arguments);
    } finally {
      open.liveness().endHandling();
    }
  }

  /** What a facade stands before. */
  record Original(
      EndpointPlan plan,
      FacadeConfigurator configurator,
      Instances.Made made,
      LifelineMonitor monitor) {}
}
