package dev.lifeline.endpoint;

import dev.lifeline.channel.ChannelName;
import dev.lifeline.channel.Channels;
import dev.lifeline.channel.Delivery;
import dev.lifeline.channel.Subscriber;
import dev.lifeline.connection.Connection;
import dev.lifeline.connection.EndReason;
import dev.lifeline.protocol.Payload;
import java.nio.ByteBuffer;

/**
 * One client without a subprotocol: its heartbeats are answered to it alone, all else that it says
 * goes to its channel as it is. Messages come from one thread at a time.
 */
final class PlainClient extends WholeMessages implements Subscriber {

  private final Channels channels;
  private final String channel;
  private final int maxMessageBytes;

  PlainClient(Connection connection, Channels channels, String channel, PlainRules rules) {
    super(connection, rules);
    this.channels = channels;
    this.channel = channel;
    maxMessageBytes = rules.maxMessageBytes();
  }

  @Override
  public void opened() {
    if (!ChannelName.isValid(channel)) {
      connection().end(EndReason.INVALID_CHANNEL);
      return;
    }
    channels.subscribe(channel, this);
    if (connection().hasEnded()) {
      // It ended in between, and its clean-up found nothing to leave.
      channels.unsubscribe(channel, this);
    }
  }

  @Override
  void receive(String text) {
    publish(new Payload.Text(text));
  }

  @Override
  void receive(ByteBuffer bytes) {
    publish(new Payload.Binary(bytes));
  }

  private void publish(Payload payload) {
    if (payload.bytes() > maxMessageBytes) {
      refuseTooBig();
    } else {
      channels.publish(channel, payload, null);
    }
  }

  @Override
  public void deliver(Delivery delivery) {
    connection().send(delivery.plain());
  }

  @Override
  public void ended(EndReason reason) {
    channels.unsubscribe(channel, this);
  }
}
