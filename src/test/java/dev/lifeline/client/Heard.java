package dev.lifeline.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a client tells, in order: {@code opened}, {@code text hi}, {@code closed 1000 bye}. */
final class Heard implements ClientListener {

  private static final int PATIENCE_SECONDS = 30;

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  final List<Duration> roundTrips = new CopyOnWriteArrayList<>();
  final List<ConnectionException> errors = new CopyOnWriteArrayList<>();
  final List<ClientState> states = new CopyOnWriteArrayList<>();

  /** The next event is this one. */
  void expect(String event) throws InterruptedException {
    assertEquals(event, next());
  }

  /** The next event; null where none comes in a generous time. */
  String next() throws InterruptedException {
    return events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Passes over events until this one comes. */
  void await(String event) throws InterruptedException {
    String next = next();
    while (!event.equals(next)) {
      if (next == null) {
        throw new AssertionError("no " + event + "; errors " + errors + ", states " + states);
      }
      next = next();
    }
  }

  @Override
  public void opened(LifelineClient client) {
    events.add("opened");
  }

  @Override
  public void text(LifelineClient client, String message) {
    events.add("text " + message);
  }

  @Override
  public void binary(LifelineClient client, ByteBuffer message) {
    events.add("binary " + message.remaining());
  }

  @Override
  public void closed(LifelineClient client, int code, String reason) {
    events.add("closed " + code + " " + reason);
  }

  @Override
  public void status(LifelineClient client, ClientStatus status) {
    states.add(status.state());
  }

  @Override
  public void roundTrip(LifelineClient client, Duration time) {
    roundTrips.add(time);
  }

  @Override
  public void error(LifelineClient client, ConnectionException failure) {
    errors.add(failure);
  }
}
