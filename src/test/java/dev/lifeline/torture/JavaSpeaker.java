package dev.lifeline.torture;

import dev.lifeline.client.channel.Channel;
import dev.lifeline.client.channel.ChannelClient;
import dev.lifeline.client.channel.ChannelListener;
import dev.lifeline.client.channel.ChannelMessage;
import dev.lifeline.client.channel.OutcomeUnknownException;
import dev.lifeline.protocol.Position;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The Java client, in this process. */
final class JavaSpeaker implements Speaker {

  private final String name;
  private final Ledger ledger;
  private final AtomicInteger unanswered = new AtomicInteger();
  private @Nullable ChannelClient client;

  JavaSpeaker(String name, Ledger ledger) {
    this.name = name;
    this.ledger = ledger;
  }

  @Override
  public void open(URI uri, List<String> channels) {
    client =
        ChannelClient.builder(uri)
            .name(name)
            .connectTimeout(Duration.ofSeconds(3))
            .heartbeat(
                beats -> beats.interval(Duration.ofMillis(300)).timeout(Duration.ofSeconds(1)))
            .reconnect(
                retries -> retries.base(Duration.ofMillis(100)).ceiling(Duration.ofSeconds(1)))
            .connect();
    for (String channel : channels) {
      client.channel(channel).listen(new Ears());
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void publish(String channel, Utterance said) {
    if (client == null) {
      throw new IllegalStateException("not open");
    }
    unanswered.incrementAndGet();
    client
        .channel(channel)
        .publish(said.toString())
        .whenComplete(
            (position, failure) -> {
              told(channel, said, position, failure);
              unanswered.decrementAndGet();
            });
  }

  private void told(
      String channel, Utterance said, @Nullable Position position, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof OutcomeUnknownException) {
      ledger.unknown(said);
    } else if (cause != null) {
      ledger.failed(said, cause.toString());
    } else if (position == null) {
      ledger.acknowledgedSomewhere();
    } else {
      ledger.acknowledged(channel, position.epoch(), position.offset(), said);
    }
  }

  @Override
  public int unanswered() {
    return unanswered.get();
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }

  private final class Ears implements ChannelListener {

    private boolean began;

    @Override
    public void subscribed(Channel channel, Position position, long count) {
      if (!began) {
        began = true;
        ledger.beginsAfter(listener(channel.name()), position.epoch(), position.offset());
      }
    }

    @Override
    public void gap(Channel channel, Position last, Position next) {
      ledger.beginsAfter(listener(channel.name()), next.epoch(), next.offset());
    }

    @Override
    public void message(Channel channel, ChannelMessage message) {
      Position position = message.position();
      String text = message.text();
      if (text != null) {
        ledger.heard(
            listener(channel.name()),
            channel.name(),
            position.epoch(),
            position.offset(),
            Utterance.parse(text));
      }
    }
  }
}
