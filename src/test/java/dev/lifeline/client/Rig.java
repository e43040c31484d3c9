package dev.lifeline.client;

import dev.lifeline.testing.FakeTicker;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** A client between a fake clock and fake sockets, and a recorder of its events. */
final class Rig {

  /** Below zero, since a monotonic clock may begin anywhere. */
  private static final long ORIGIN_NANOS = -5_000_000_000_000L;

  /** What the client is told to draw, again and again. */
  private final Iterator<Double> random;

  private final Queue<BiConsumer<String, Throwable>> questions = new ArrayDeque<>();
  private final List<String> events = new ArrayList<>();

  final Lane lane = new Lane(Runnable::run, () -> laneEnded = true);
  final FakeTimers timers = new FakeTimers(new FakeTicker(ORIGIN_NANOS), lane);
  final List<FakeWire> wires = new ArrayList<>();
  final LifelineClient client;

  /** Whether there is a network. */
  boolean network = true;

  /** Whether the client has given its lane back. */
  boolean laneEnded;

  /** Runs after each event, with its words. */
  BiConsumer<LifelineClient, String> reaction = (client, event) -> {};

  Rig(ClientBuilder builder, List<Double> random) {
    this.random = Stream.generate(random::stream).flatMap(draws -> draws).iterator();
    ClientOptions options = builder.network(() -> network).listener(new Recorder()).build();
    client =
        new LifelineClient(
            options,
            new Surroundings(lane, timers, this::connect, this::ask, () -> this.random.next()));
  }

  /** A client with these options that has begun to connect to one server. */
  static Rig started(java.util.function.Consumer<ClientBuilder> options) {
    ClientBuilder builder = LifelineClient.builder(URI.create("ws://a/"));
    options.accept(builder);
    Rig rig = new Rig(builder, List.of(0.5));
    rig.client.start();
    return rig;
  }

  /** A client with these options whose connection is open. */
  static Rig opened(java.util.function.Consumer<ClientBuilder> options) {
    Rig rig = started(options);
    rig.inLane(rig.wire()::open);
    rig.takeEvents();
    return rig;
  }

  /** Does what a container's thread would hand over. */
  void inLane(Runnable task) {
    lane.execute(task);
  }

  /** The newest socket. */
  FakeWire wire() {
    return wires.get(wires.size() - 1);
  }

  void advance(long millis) {
    timers.advance(Duration.ofMillis(millis));
  }

  /** The events since the last call. */
  List<String> takeEvents() {
    List<String> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  /** What the newest socket was given since the last call; nothing before there is one. */
  List<String> takeSent() {
    if (wires.isEmpty()) {
      return List.of();
    }
    List<String> taken = List.copyOf(wire().sent);
    wire().sent.clear();
    return taken;
  }

  /** Answers the oldest question for a token. */
  void answer(String token, Throwable failure) {
    BiConsumer<String, Throwable> oldest = questions.remove();
    inLane(() -> oldest.accept(token, failure));
  }

  private Wire connect(URI uri, Map<String, String> headers, Wire.Listener listener) {
    FakeWire wire = new FakeWire(uri, listener);
    wires.add(wire);
    return wire;
  }

  private Runnable ask(Authentication authentication, BiConsumer<String, Throwable> answer) {
    questions.add(answer);
    return () -> {};
  }

  /** A provider whose answers the test gives. */
  static CompletableFuture<String> unanswered() {
    return new CompletableFuture<>();
  }

  private final class Recorder implements ClientListener {

    @Override
    public void opened(LifelineClient told) {
      record("open");
    }

    @Override
    public void text(LifelineClient told, String message) {
      record("message:" + message);
    }

    @Override
    public void binary(LifelineClient told, ByteBuffer message) {
      record("binary:" + message.remaining());
    }

    @Override
    public void closed(LifelineClient told, int code, String reason) {
      record("close:" + code + ":" + reason);
    }

    @Override
    public void error(LifelineClient told, ConnectionException failure) {
      record("error");
    }

    private void record(String event) {
      events.add(event);
      reaction.accept(client, event);
    }
  }
}
