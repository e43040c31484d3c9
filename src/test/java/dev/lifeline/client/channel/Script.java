package dev.lifeline.client.channel;

import dev.lifeline.client.ClientBuilder;
import dev.lifeline.client.LifelineClient;
import dev.lifeline.client.VirtualClient;
import dev.lifeline.protocol.Position;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A channel client on virtual time, whose server says what the test says: JSON with single quotes.
 * The first session is called {@code s1}.
 */
final class Script {

  static final int CONNECT_TIMEOUT = 6_000;

  final ChannelClient client;

  private final List<String> events = new ArrayList<>();
  private VirtualClient below;

  private Script(Consumer<ChannelClientBuilder> options, String... servers) {
    ChannelClientBuilder builder =
        ChannelClient.builder(Stream.of(servers).map(URI::create).toArray(URI[]::new))
            .noHeartbeat()
            .listener(new Recorder(events));
    options.accept(builder);
    client = builder.connect(this::connect);
  }

  private LifelineClient connect(ClientBuilder builder) {
    below = new VirtualClient(builder, List.of(0.5));
    below.start(Line.PROTOCOL);
    return below.client();
  }

  /** A client with these options that connects. */
  static Script started(Consumer<ChannelClientBuilder> options) {
    return new Script(options, "ws://a/channels/any");
  }

  /** A client with these options whose connection is open. */
  static Script opened(Consumer<ChannelClientBuilder> options) {
    Script script = started(options);
    script.below.open();
    return script;
  }

  /** A client of several servers whose connection to the first is open. */
  static Script opened(Consumer<ChannelClientBuilder> options, String... servers) {
    Script script = new Script(options, servers);
    script.below.open();
    return script;
  }

  /** A client with these options, welcomed as a new one; what was said so far is forgotten. */
  static Script welcomed(Consumer<ChannelClientBuilder> options) {
    Script script = opened(options);
    script.hears(welcome("s1", false, 0));
    script.said();
    script.events();
    return script;
  }

  static Script welcomed() {
    return welcomed(options -> {});
  }

  /** What happens below. */
  VirtualClient below() {
    return below;
  }

  /** A welcome with a window of 64. */
  static String welcome(String session, boolean resumed, long seq) {
    return "{'type':'welcome','session':'"
        + session
        + "','resumed':"
        + resumed
        + ",'seq':"
        + seq
        + ",'window':64,'interval':15000,'timeout':40000,'resumeWindow':120000}";
  }

  static String subscribed(String channel, String epoch, long offset, String more) {
    return "{'type':'subscribed','channel':'"
        + channel
        + "','epoch':'"
        + epoch
        + "','offset':"
        + offset
        + more
        + "}";
  }

  static String message(String channel, long offset, String text) {
    return "{'type':'message','channel':'"
        + channel
        + "','offset':"
        + offset
        + ",'text':'"
        + text
        + "'}";
  }

  static String ack(long seq, long offset) {
    return "{'type':'ack','seq':" + seq + ",'channel':'room','epoch':'e1','offset':" + offset + "}";
  }

  static String publish(long seq, String text) {
    return "{'type':'publish','channel':'room','seq':" + seq + ",'text':'" + text + "'}";
  }

  /** Listens to a channel with these options, and is subscribed at epoch e1. */
  Channel hearing(String name, long offset, Consumer<ChannelOptions.Builder> options) {
    Channel channel = client.channel(name, options);
    channel.listen(new ChannelRecorder(events));
    hears(subscribed(name, "e1", offset, ""));
    said();
    events();
    return channel;
  }

  Channel hearing(String name, long offset) {
    return hearing(name, offset, options -> {});
  }

  /** Tells the events of a channel, too. */
  void listen(Channel channel) {
    channel.listen(new ChannelRecorder(events));
  }

  /** The server says this. */
  void hears(String... messages) {
    for (String message : messages) {
      below.hear(message.replace('\'', '"'));
    }
  }

  /** What was said to the server on the newest connection since the last call. */
  List<String> said() {
    return below.takeSent().stream().map(text -> text.replace('"', '\'')).toList();
  }

  /** What the application was told since the last call. */
  List<String> events() {
    List<String> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  /** The connection is lost, and the next one opens. */
  void reopens() {
    below.end(1006, "");
    opensNext();
  }

  /** The wait passes, and the next connection opens. */
  void opensNext() {
    client.untilRetry().ifPresent(left -> below.advance(left.toMillis()));
    below.open();
  }

  /** What became of a publish: {@code pending}, its position, or the failure. */
  static String outcome(CompletionStage<Position> stage) {
    CompletableFuture<Position> future = stage.toCompletableFuture();
    if (!future.isDone()) {
      return "pending";
    }
    try {
      Position position = future.join();
      return position == null ? "stored somewhere" : text(position);
    } catch (CompletionException e) {
      return e.getCause().getClass().getSimpleName() + ": " + e.getCause().getMessage();
    }
  }

  static String text(Position position) {
    return position.epoch() + "@" + position.offset();
  }

  static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }
}
