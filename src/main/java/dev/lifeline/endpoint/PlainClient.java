package dev.lifeline.endpoint;

import dev.lifeline.channel.ChannelName;
import dev.lifeline.channel.Channels;
import dev.lifeline.connection.Connection;
import dev.lifeline.connection.ConnectionHandler;
import dev.lifeline.connection.EndReason;
import dev.lifeline.connection.OutboundMessage;
import dev.lifeline.protocol.MessageAssembly;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One client without a subprotocol: its heartbeats are answered to it alone, all else that it says
 * goes to its channel as it is. Messages come from one thread at a time.
 */
final class PlainClient implements ConnectionHandler, Channels.Subscriber {

  private final Connection connection;
  private final Channels channels;
  private final String channel;
  private final PlainRules rules;

  /** The begun message; null between messages and while they come whole. Owned by the reader. */
  private @Nullable MessageAssembly assembly;

  PlainClient(Connection connection, Channels channels, String channel, PlainRules rules) {
    this.connection = connection;
    this.channels = channels;
    this.channel = channel;
    this.rules = rules;
  }

  @Override
  public void opened() {
    if (!ChannelName.isValid(channel)) {
      connection.end(EndReason.INVALID_CHANNEL);
      return;
    }
    channels.subscribe(channel, this);
    if (connection.hasEnded()) {
      // It ended in between, and its clean-up found nothing to leave.
      channels.unsubscribe(channel, this);
    }
  }

  @Override
  public boolean heartbeat(String part, boolean last) {
    return last && assembly == null && answers(part);
  }

  /** Answers a heartbeat, unless it answers one itself. */
  private boolean answers(String text) {
    if (rules.beatAnswers().contains(text) && connection.receiveBeatAnswer()) {
      return true;
    }
    OutboundMessage answer = rules.answers().get(text);
    if (answer == null) {
      return false;
    }
    connection.sendControl(answer);
    return true;
  }

  @Override
  public void text(String part, boolean last) {
    MessageAssembly begun = assembly;
    if (begun == null && last) {
      publish(OutboundMessage.text(part));
      return;
    }
    if (begun == null) {
      begun = new MessageAssembly(rules.maxMessageBytes());
    }
    assembly = last ? null : begun;
    if (!begun.add(part)) {
      refuseTooBig();
    } else if (last) {
      String text = begun.takeText();
      if (!answers(text)) {
        publish(OutboundMessage.text(text));
      }
    }
  }

  @Override
  public void binary(ByteBuffer part, boolean last) {
    MessageAssembly begun =
        assembly == null ? new MessageAssembly(rules.maxMessageBytes()) : assembly;
    assembly = last ? null : begun;
    if (!begun.add(part)) {
      refuseTooBig();
    } else if (last) {
      publish(OutboundMessage.binary(begun.takeBytes()));
    }
  }

  private void publish(OutboundMessage message) {
    if (message.bytes() > rules.maxMessageBytes()) {
      refuseTooBig();
    } else {
      channels.publish(channel, message);
    }
  }

  private void refuseTooBig() {
    assembly = null;
    connection.end(EndReason.MESSAGE_TOO_BIG);
  }

  @Override
  public void deliver(OutboundMessage message) {
    connection.send(message);
  }

  @Override
  public void ended(EndReason reason) {
    channels.unsubscribe(channel, this);
  }
}
