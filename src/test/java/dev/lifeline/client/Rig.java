package dev.lifeline.client;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A client between a fake clock and fake sockets, and a recorder of its events. */
final class Rig extends VirtualClient {

  private final Recorder recorder;

  /** Runs after each event, with its words. */
  BiConsumer<LifelineClient, String> reaction = (client, event) -> {};

  Rig(ClientBuilder builder, List<Double> random) {
    this(builder, random, new Recorder());
  }

  private Rig(ClientBuilder builder, List<Double> random, Recorder recorder) {
    super(builder.listener(recorder), random);
    this.recorder = recorder;
    recorder.reaction = (told, event) -> reaction.accept(told, event);
  }

  /** A client with these options that has begun to connect to one server. */
  static Rig started(Consumer<ClientBuilder> options) {
    ClientBuilder builder = LifelineClient.builder(URI.create("ws://a/"));
    options.accept(builder);
    Rig rig = new Rig(builder, List.of(0.5));
    rig.client.start();
    return rig;
  }

  /** A client with these options whose connection is open. */
  static Rig opened(Consumer<ClientBuilder> options) {
    Rig rig = started(options);
    rig.inLane(rig.wire()::open);
    rig.takeEvents();
    return rig;
  }

  /** The events since the last call. */
  List<String> takeEvents() {
    List<String> taken = List.copyOf(recorder.events);
    recorder.events.clear();
    return taken;
  }

  /** A provider whose answers the test gives. */
  static CompletableFuture<String> unanswered() {
    return new CompletableFuture<>();
  }

  private static final class Recorder implements ClientListener {

    private final List<String> events = new ArrayList<>();
    private BiConsumer<LifelineClient, String> reaction = (client, event) -> {};

    @Override
    public void opened(LifelineClient told) {
      record(told, "open");
    }

    @Override
    public void text(LifelineClient told, String message) {
      record(told, "message:" + message);
    }

    @Override
    public void binary(LifelineClient told, ByteBuffer message) {
      record(told, "binary:" + message.remaining());
    }

    @Override
    public void closed(LifelineClient told, int code, String reason) {
      record(told, "close:" + code + ":" + reason);
    }

    @Override
    public void error(LifelineClient told, ConnectionException failure) {
      record(told, "error");
    }

    private void record(LifelineClient told, String event) {
      events.add(event);
      reaction.accept(told, event);
    }
  }
}
