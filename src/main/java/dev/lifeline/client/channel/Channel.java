package dev.lifeline.client.channel;

import dev.lifeline.protocol.Member;
import dev.lifeline.protocol.Position;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A channel of a {@link ChannelClient}, over its connection. All methods may be called by any
 * thread and return at once, by a listener too.
 *
 * <p>It is heard from the first {@link #listen} on, since what comes is told on another thread: a
 * message that came before the listener would be lost on it. To publish needs none.
 */
public final class Channel implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(ChannelClient.class.getName());

  private final String name;
  private final ChannelClient client;
  private final Line line;
  private final Session session;
  private final Subscription subscription;
  private final List<ChannelListener> listeners = new CopyOnWriteArrayList<>();

  /** Guarded by this. */
  private boolean heard;

  private volatile boolean open = true;

  /** By its application: nothing more is told. */
  private volatile boolean closed;

  Channel(String name, ChannelOptions options, ChannelClient client, Line line, Session session) {
    this.name = name;
    this.client = client;
    this.line = line;
    this.session = session;
    subscription = new Subscription(this, options, line, session.subscriptions());
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /**
   * Publishes a text, now or when the server is there; whether the channel is open or not.
   *
   * @return completes when the server has stored it, with its position, or with null where it was
   *     stored but the server does not know any more where. Fails with a {@link RefusedException};
   *     with an {@link OutcomeUnknownException} where nobody can say; with a {@link
   *     dev.lifeline.client.QueueFullException} where too much waits already; with an {@link
   *     IllegalStateException} where the client is closed; with an {@link IllegalArgumentException}
   *     where it is bigger than the server allows
   * @throws IllegalArgumentException if the text has half a surrogate pair
   */
  public CompletionStage<@Nullable Position> publish(String text) {
    return client.publish(name, text);
  }

  /** Publishes bytes, as {@link #publish(String)} does a text; they are copied. */
  public CompletionStage<@Nullable Position> publish(ByteBuffer bytes) {
    return client.publish(name, bytes);
  }

  /**
   * Hears the channel. The first listener subscribes, with the channel's options; another one hears
   * what comes from now on.
   *
   * @throws IllegalStateException if the channel or its client is closed
   */
  public void listen(ChannelListener listener) {
    boolean isFirst;
    synchronized (this) {
      isFirst = !heard;
      heard = true;
      listeners.add(listener);
    }
    if (!open || (isFirst && !line.tasks().execute(this::subscribe))) {
      throw new IllegalStateException("the channel is closed");
    }
  }

  /** After the last message that was delivered; empty before the channel was first heard. */
  public Optional<Position> position() {
    return Optional.ofNullable(subscription.position());
  }

  /** Who is present, oldest first; empty without {@link ChannelOptions#presence()}. */
  public List<Member> members() {
    return subscription.members();
  }

  /** Whether neither it nor its client is closed, and the server has not refused it. */
  public boolean isOpen() {
    return open;
  }

  /**
   * Hears the channel no more; nothing more is told of it. What was published by it is still
   * answered.
   */
  @Override
  public void close() {
    open = false;
    closed = true;
    client.forget(this);
    line.tasks().execute(() -> session.unsubscribe(subscription));
  }

  /** In the order: it will not be heard any more. */
  void ended() {
    open = false;
    client.forget(this);
  }

  /** In the order: tells it after the transition. */
  void tell(Consumer<ChannelListener> news) {
    line.tasks()
        .afterwards(
            () -> {
              for (ChannelListener listener : listeners) {
                tell(listener, news);
              }
            });
  }

  /** In the order. It may have been closed in between. */
  private void subscribe() {
    if (open) {
      session.subscribe(subscription);
    }
  }

  private void tell(ChannelListener listener, Consumer<ChannelListener> news) {
    try {
      if (!closed) {
        news.accept(listener);
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a listener of a channel failed", e);
    }
  }
}
