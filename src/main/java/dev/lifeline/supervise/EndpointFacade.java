package dev.lifeline.supervise;

import dev.lifeline.connection.Connection;
import dev.lifeline.connection.HeartbeatTexts;
import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
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
public abstract class EndpointFacade implements MessageHandler.Whole<PongMessage> {

  /** All three are set once, before the server calls any method. */
  private @Nullable FacadeConfigurator configurator;

  private Instances.@Nullable Made made;
  private @Nullable LifelineMonitor monitor;

  /**
   * Null before the session has opened, and where it was refused: of that the original never hears.
   * A close may come on another thread than the messages, which come one at a time.
   */
  private volatile @Nullable Connection connection;

  /** A text message in parts has begun. Owned by the reading thread. */
  private boolean inParts;

  /** For the generated class. */
  protected EndpointFacade() {}

  /** A pong: for where the original takes none, and the facade is the session's handler of them. */
  @Override
  public void onMessage(PongMessage pong) {
    Connection open = connection;
    if (open != null) {
      open.receivePong(pong.getApplicationData());
    }
  }

  final void attach(FacadeConfigurator configurator, Instances.Made made, LifelineMonitor monitor) {
    this.configurator = configurator;
    this.made = made;
    this.monitor = monitor;
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
    if (configurator == null || made == null || monitor == null) {
      throw new IllegalStateException("made by another than its configurator");
    }
    EndpointPlan plan = configurator.plan();
    HandlerMethod method = plan.methods().get(index);
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof ServerEndpointConfig config) {
        arguments[i] = configurator.asOfTheOriginal(config);
      }
    }
    return switch (method.role()) {
      case OPEN -> open(plan, monitor, made, method, arguments);
      case CLOSE -> close(made, method, arguments);
      case ERROR -> connection == null ? null : method.call(made.instance(), arguments);
      default -> message(monitor, made, method, arguments);
    };
  }

  private @Nullable Object open(
      EndpointPlan plan,
      LifelineMonitor monitor,
      Instances.Made made,
      HandlerMethod method,
      @Nullable Object[] arguments)
      throws Throwable {
    Session session = method.argument(Session.class, arguments);
    Connection opened = monitor.open(session, plan.annotation().value());
    if (opened.hasEnded()) {
      return null;
    }
    connection = opened;
    if (!plan.takesPongs()) {
      session.addMessageHandler(PongMessage.class, this);
    }
    return handle(opened, made, method, arguments);
  }

  private @Nullable Object close(
      Instances.Made made, HandlerMethod method, @Nullable Object[] arguments) throws Throwable {
    Connection open = connection;
    try {
      if (open == null) {
        return null;
      }
      open.end(SupervisedSession.reasonOf(method.argument(CloseReason.class, arguments)));
      return method.call(made.instance(), arguments);
    } finally {
      made.release();
    }
  }

  private @Nullable Object message(
      LifelineMonitor monitor,
      Instances.Made made,
      HandlerMethod method,
      @Nullable Object[] arguments)
      throws Throwable {
    Connection open = connection;
    if (open == null) {
      return null;
    }
    HeartbeatTexts texts = monitor.texts();
    boolean taken =
        switch (method.role()) {
          case PONG ->
              open.receivePong(method.argument(PongMessage.class, arguments).getApplicationData());
          case TEXT -> takesBeat(texts, open, arguments[method.messageIndex()], true);
          case TEXT_PARTS -> takesPart(texts, open, method, arguments);
          case TEXT_STREAM -> takesStream(texts, open, method, arguments);
          default -> false;
        };
    if (taken) {
      open.liveness().touch();
      return null;
    }
    return handle(open, made, method, arguments);
  }

  private static boolean takesBeat(
      HeartbeatTexts texts, Connection open, @Nullable Object text, boolean whole) {
    return whole && text instanceof String beat && texts.take(beat, open);
  }

  /** A heartbeat in more than one part is a message. */
  private boolean takesPart(
      HeartbeatTexts texts, Connection open, HandlerMethod method, @Nullable Object[] arguments) {
    boolean last = Boolean.TRUE.equals(arguments[method.lastIndex()]);
    boolean whole = last && !inParts;
    inParts = !last;
    return takesBeat(texts, open, arguments[method.messageIndex()], whole);
  }

  private static boolean takesStream(
      HeartbeatTexts texts, Connection open, HandlerMethod method, @Nullable Object[] arguments)
      throws IOException {
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
      Connection open, Instances.Made made, HandlerMethod method, @Nullable Object[] arguments)
      throws Throwable {
    open.liveness().touch();
    open.liveness().beginHandling();
    try {
      return method.call(made.instance(), arguments);
    } finally {
      open.liveness().endHandling();
    }
  }
}
