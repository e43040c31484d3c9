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
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A client between a fake clock and fake sockets, for one thread. */
public class VirtualClient {

  /** Below zero, since a monotonic clock may begin anywhere. */
  private static final long ORIGIN_NANOS = -5_000_000_000_000L;

  /** What the client is told to draw, again and again. */
  private final Iterator<Double> random;

  private final Queue<BiConsumer<String, Throwable>> questions = new ArrayDeque<>();

  final Lane lane = new Lane(Runnable::run, () -> laneEnded = true);
  final FakeTimers timers = new FakeTimers(new FakeTicker(ORIGIN_NANOS), lane);
  final List<FakeWire> wires = new ArrayList<>();
  final LifelineClient client;

  /** Whether there is a network. */
  boolean network = true;

  /** Whether the client has given its lane back. */
  boolean laneEnded;

  /** The subprotocol that the server of the next connection chooses. */
  private String protocol = "";

  /** Makes a client with these options that has not begun. */
  public VirtualClient(ClientBuilder builder, List<Double> random) {
    this.random = Stream.generate(random::stream).flatMap(draws -> draws).iterator();
    client =
        new LifelineClient(
            builder.network(() -> network).build(),
            new Surroundings(lane, timers, this::connect, this::ask, () -> this.random.next()));
  }

  /** The client. */
  public LifelineClient client() {
    return client;
  }

  /** Begins to connect, to servers that choose this subprotocol. */
  public void start(String chosen) {
    protocol = chosen;
    client.start();
  }

  /** The servers of the connections to come choose another subprotocol. */
  public void choose(String chosen) {
    protocol = chosen;
  }

  /** The newest connection opens. */
  public void open() {
    inLane(wire()::open);
  }

  /** A text arrives on the newest connection. */
  public void hear(String text) {
    inLane(() -> wire().text(text));
  }

  /** A text arrives on an earlier connection, counted from 0. */
  public void hearOn(int connection, String text) {
    inLane(() -> wires.get(connection).text(text));
  }

  /** A binary message arrives on the newest connection. */
  public void hear(ByteBuffer bytes) {
    inLane(() -> wire().binary(bytes));
  }

  /** The newest connection ends from the other side. */
  public void end(int code, String reason) {
    inLane(() -> wire().end(End.of(code, reason)));
  }

  /** From now on nothing that is sent on the newest connection leaves. */
  public void hold() {
    wire().holds = true;
  }

  /** Whose server the newest connection is, or is to be. */
  public String url() {
    return wire().uri.toString();
  }

  /** How many connections there have been, open or not. */
  public int connections() {
    return wires.size();
  }

  /** How many timers are set. */
  public int timers() {
    return timers.count();
  }

  /** Whether our side has closed the newest connection. */
  public boolean isClosed() {
    return wire().closed;
  }

  /** Does what a container's thread would hand over. */
  final void inLane(Runnable task) {
    lane.execute(task);
  }

  /** The newest socket. */
  final FakeWire wire() {
    return wires.get(wires.size() - 1);
  }

  /** Lets time pass. */
  public final void advance(long millis) {
    timers.advance(Duration.ofMillis(millis));
  }

  /** What the newest socket was given since the last call; nothing before there is one. */
  public final List<String> takeSent() {
    if (wires.isEmpty()) {
      return List.of();
    }
    List<String> taken = List.copyOf(wire().sent);
    wire().sent.clear();
    return taken;
  }

  /** What a connection, counted from 0, was given since it was last taken. */
  public final List<String> sentOn(int connection) {
    return List.copyOf(wires.get(connection).sent);
  }

  /** How many questions for a token wait for an answer. */
  public final int questions() {
    return questions.size();
  }

  /** Answers the oldest question for a token. */
  public final void answer(String token, Throwable failure) {
    BiConsumer<String, Throwable> oldest = questions.remove();
    inLane(() -> oldest.accept(token, failure));
  }

  private Wire connect(URI uri, Map<String, String> headers, Wire.Listener listener) {
    FakeWire wire = new FakeWire(uri, listener);
    wire.protocol = protocol;
    wires.add(wire);
    return wire;
  }

  private Runnable ask(
      Supplier<? extends CompletionStage<String>> provider, BiConsumer<String, Throwable> answer) {
    questions.add(answer);
    return () -> {};
  }
}
