package dev.lifeline.client.channel;

import dev.lifeline.testing.Await;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A channel client on a real server, and all that it was told, in order. For one thread. */
final class Hearer implements AutoCloseable {

  /** Long enough for a machine that is busy with something else. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final List<String> events = new CopyOnWriteArrayList<>();
  final ChannelClient client;

  Hearer(URI server, Consumer<ChannelClientBuilder> options) {
    ChannelClientBuilder builder = ChannelClient.builder(server).listener(new Recorder(events));
    options.accept(builder);
    client = builder.connect();
  }

  Hearer(URI server, String name) {
    this(server, options -> options.name(name));
  }

  /** Hears a channel, and returns when it is subscribed to. */
  Channel hear(String name, Consumer<ChannelOptions.Builder> options) throws InterruptedException {
    Channel channel = client.channel(name, options);
    channel.listen(new ChannelRecorder(events));
    await(name + ":subscribed");
    return channel;
  }

  Channel hear(String name) throws InterruptedException {
    return hear(name, options -> {});
  }

  /** Waits until it was told something that begins so. */
  void await(String beginning) throws InterruptedException {
    Await.until(
        () -> "no " + beginning + " in " + events,
        PATIENCE,
        () -> events.stream().anyMatch(event -> event.startsWith(beginning)));
  }

  /** Those events that begin so, without that beginning. */
  List<String> told(String beginning) {
    return events.stream()
        .filter(event -> event.startsWith(beginning))
        .map(event -> event.substring(beginning.length()))
        .toList();
  }

  /** Says goodbye, and waits until it is over. */
  @Override
  public void close() {
    client.close();
    try {
      await("closed:");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
