package dev.lifeline.client;

import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket connection that knows when it is dead, and comes back. The Java twin of the browser's
 * {@code Lifeline}: the same options, numbers and behaviour.
 *
 * <p>All methods may be called by any thread and return at once, by a listener too. Any number of
 * clients share few daemon threads, which are gone when the last client is closed.
 */
public final class LifelineClient implements AutoCloseable {

  private final Lane lane;
  private final SendBudget budget;
  private final Machine machine;
  private final ClientTasks tasks;

  /** Null before the first. */
  private volatile @Nullable Duration rtt;

  LifelineClient(ClientOptions options, Surroundings surroundings) {
    lane = surroundings.lane();
    budget = new SendBudget(options.queue());
    machine = new Machine(options, surroundings, new Told(this, options.listener(), lane));
    tasks = new LaneTasks(surroundings, options.reconnect(), machine);
  }

  /**
   * Begins a client.
   *
   * @param servers one or more {@code ws:} or {@code wss:} URLs; the first is preferred, the others
   *     are backups in their order
   */
  public static ClientBuilder builder(URI... servers) {
    return new ClientBuilder(servers);
  }

  static LifelineClient connect(ClientOptions options) {
    SharedThreads threads = SharedThreads.join();
    try {
      WebSocketContainer given = options.container();
      WebSocketContainer container =
          given == null ? threads.container(options.connectTimeout()) : given;
      Lane lane = new Lane(threads.lanes(), SharedThreads::leave);
      LifelineClient client =
          new LifelineClient(options, threads.surroundings(lane, options, container));
      client.start();
      return client;
    } catch (RuntimeException e) {
      SharedThreads.leave();
      throw e;
    }
  }

  void start() {
    lane.execute(machine::start);
  }

  /**
   * Sends a text message, now or, with a queue, on the next connection.
   *
   * @return completes when the WebSocket implementation has sent it; that is no proof of its
   *     arrival. Fails with an {@link IllegalStateException} where the client is closed, or not
   *     open without a queue, or full ({@link QueueFullException}); with a {@link
   *     ConnectionException} where the connection ended while it was being sent
   */
  public CompletionStage<Void> send(String text) {
    return send(OutgoingMessage.text(text));
  }

  /** Sends a binary message, as {@link #send(String)} does; the payload is copied. */
  public CompletionStage<Void> send(ByteBuffer payload) {
    return send(OutgoingMessage.binary(payload));
  }

  /** Ends it all with 1000: no timer, no thread, no socket is left, and it never comes back. */
  @Override
  public void close() {
    close(End.NORMAL, "");
  }

  /**
   * Ends it all. Messages that were handed to an open connection still leave; those that wait for
   * one fail.
   *
   * @param code 1000, or 3000 to 4999 (RFC 6455, section 7.4.2)
   * @param reason at most 123 bytes of UTF-8
   * @throws IllegalArgumentException if they are others
   */
  public void close(int code, String reason) {
    Checks.close(code, reason);
    lane.enter(() -> machine.close(code, reason));
  }

  /** Tries at once: ends a wait, or replaces a connection that is open. */
  public void reconnect() {
    lane.enter(machine::reconnect);
  }

  /**
   * Says that there is reason to doubt the connection, or to hope for one: the machine woke up, the
   * network changed. An open connection is asked at once, with a short deadline; a wait ends,
   * unless the server has asked for it, but no sooner than a second after the last attempt began.
   */
  public void probe() {
    lane.enter(machine::wake);
  }

  /** What the client is doing. */
  public ClientStatus status() {
    return machine.status();
  }

  /** How long until the next attempt; empty unless the state is {@code WAITING}. */
  public Optional<Duration> untilRetry() {
    return status().state() == ClientState.WAITING
        ? Optional.of(Duration.ofNanos(Math.max(0, machine.untilDueNanos())))
        : Optional.empty();
  }

  /** How often it was tried again since the last connection that lasted. */
  public int retries() {
    return machine.retries();
  }

  /** The last round trip of a beat; empty before the first. */
  public Optional<Duration> rtt() {
    return Optional.ofNullable(rtt);
  }

  /**
   * The subprotocol that the server has chosen for the last connection that opened; empty for none,
   * and before the first.
   */
  public String protocol() {
    return machine.protocol();
  }

  /** Bytes of payload that the application has sent and the implementation has not. */
  public long bufferedAmount() {
    return budget.bytes();
  }

  /** What a protocol that is spoken over this client stands on. */
  public ClientTasks tasks() {
    return tasks;
  }

  void measured(Duration time) {
    rtt = time;
  }

  private CompletionStage<Void> send(OutgoingMessage message) {
    if (!budget.admit(message, machine.isLive())) {
      message.sent.completeExceptionally(new QueueFullException(budget.bounds()));
    } else if (!lane.enter(() -> machine.send(message))) {
      message.sent.completeExceptionally(new IllegalStateException("the client is closed"));
    }
    return message.sent.minimalCompletionStage();
  }
}
