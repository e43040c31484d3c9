package dev.lifeline.supervise;

import dev.lifeline.connection.Connection;
import dev.lifeline.heartbeat.Liveness;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.Reader;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands before one instance of an application's endpoint, for one connection: notes signs of life,
 * answers heartbeats where that is switched on, and hands on all else. For generated classes to
 * extend, whose methods have the original's annotations and parameters: so the server decodes,
 * assembles and encodes as it would for the original.
 *
 * <p>Each generated method asks one of these whether the original is to be called, calls it, and
 * tells the end of it. Thousands of these are met in turn, each with its memory cold: hence the
 * plain fields of its own.
 */
public abstract class EndpointFacade implements MessageHandler.Whole<PongMessage> {

  /** All four are set once, before the server calls any method. */
  private @Nullable FacadeConfigurator configurator;

  private Instances.@Nullable Made made;
  private @Nullable Object original;
  private @Nullable LifelineMonitor monitor;

  /** Of the connection. */
  private @Nullable Liveness liveness;

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
    this.original = made.instance();
    this.monitor = monitor;
  }

  /** The endpoint that it stands before. */
  protected final Object original() {
    return attached(original);
  }

  /** The configuration, as the original is to see it. */
  protected final EndpointConfig asOfTheOriginal(EndpointConfig config) {
    return config instanceof ServerEndpointConfig ofServer
        ? attached(configurator).asOfTheOriginal(ofServer)
        : config;
  }

  /** The session has opened; where this is true, {@link #handled} follows. */
  protected final boolean opens(Session session) {
    EndpointPlan plan = attached(configurator).plan();
    Connection opened = attached(monitor).open(session, plan.annotation().value());
    if (opened.hasEnded()) {
      return false;
    }
    liveness = opened.liveness();
    connection = opened;
    if (!plan.takesPongs()) {
      session.addMessageHandler(PongMessage.class, this);
    }
    return handles();
  }

  /** A message has arrived that is no text; where this is true, {@link #handled} follows. */
  protected final boolean handles() {
    Liveness signs = liveness;
    if (signs == null) {
      return false;
    }
    // While the original handles it, silence is no fault of the peer's.
    signs.touch();
    signs.beginHandling();
    return true;
  }

  /** A text has arrived; where this is true, {@link #handled} follows. */
  protected final boolean handlesText(String text) {
    return !takesBeat(text, true) && handles();
  }

  /** A part of a text has arrived; where this is true, {@link #handled} follows. */
  protected final boolean handlesPart(String part, boolean last) {
    // A heartbeat in more than one part is a message.
    boolean whole = last && !inParts;
    inParts = !last;
    return !takesBeat(part, whole) && handles();
  }

  /** A text that will be read from {@link #fromBeginning}; else as any other. */
  protected final boolean handlesStream(Reader text) {
    String whole = text instanceof BeginningReader beginning ? beginning.whole() : null;
    return !(whole != null && takesBeat(whole, true)) && handles();
  }

  /** Looks whether a text is short enough to be a heartbeat; it is still there to be read. */
  protected final Reader fromBeginning(Reader text) throws IOException {
    int longest = attached(monitor).texts().longest();
    return longest < 0 ? text : new BeginningReader(text, longest);
  }

  /** A pong has arrived; where this is true, {@link #handled} follows. */
  protected final boolean handlesPong(PongMessage pong) {
    Connection open = connection;
    return open != null && !open.receivePong(pong.getApplicationData()) && handles();
  }

  /** The original has handled what it was called for, or has failed. */
  protected final void handled() {
    attached(liveness).endHandling();
  }

  /** An error has occurred: whether the original is to hear of it. */
  protected final boolean fails() {
    return connection != null;
  }

  /** The session has closed; where this is true, {@link #closed} follows. */
  protected final boolean closes(CloseReason reason) {
    Connection open = connection;
    if (open == null) {
      closed();
      return false;
    }
    open.end(SupervisedSession.reasonOf(reason));
    return true;
  }

  /** The original has heard of the close. */
  protected final void closed() {
    attached(made).release();
  }

  private boolean takesBeat(String text, boolean whole) {
    Connection open = connection;
    if (!whole || open == null || !attached(monitor).texts().take(text, open)) {
      return false;
    }
    open.liveness().touch();
    return true;
  }

  private static <T> T attached(@Nullable T part) {
    return Objects.requireNonNull(part, "made by another than its configurator");
  }
}
