package dev.lifeline.client.channel;

import dev.lifeline.protocol.Member;
import dev.lifeline.protocol.Payload;
import dev.lifeline.protocol.Position;
import dev.lifeline.protocol.Reason;
import java.util.List;

/** Writes down what an application is told of a channel: {@code room:message 8 hi}. */
final class ChannelRecorder implements ChannelListener {

  private final List<String> events;

  ChannelRecorder(List<String> events) {
    this.events = events;
  }

  @Override
  public void message(Channel channel, ChannelMessage message) {
    String content =
        message.payload() instanceof Payload.Binary binary
            ? binary.data().remaining() + " bytes"
            : message.text();
    String from = message.from() == null ? "" : " from " + message.from();
    add(channel, "message " + message.position().offset() + " " + content + from);
  }

  @Override
  public void subscribed(Channel channel, Position position, long count) {
    add(channel, "subscribed " + Script.text(position) + more(count));
  }

  @Override
  public void recovered(Channel channel, Position position, long count) {
    add(channel, "recovered " + Script.text(position) + more(count));
  }

  @Override
  public void gap(Channel channel, Position last, Position next) {
    add(channel, "gap " + Script.text(last) + " " + Script.text(next));
  }

  @Override
  public void presence(Channel channel, List<Member> joined, List<Member> left) {
    add(channel, "presence +" + names(joined) + " -" + names(left));
  }

  @Override
  public void refused(Channel channel, Reason reason) {
    add(channel, "refused " + reason.text());
  }

  private static String more(long count) {
    return count == 0 ? "" : " +" + count;
  }

  private void add(Channel channel, String event) {
    events.add(channel.name() + ":" + event);
  }

  static List<String> names(List<Member> members) {
    return members.stream().map(Member::session).toList();
  }
}
