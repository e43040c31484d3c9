package dev.lifeline.client.channel;

import dev.lifeline.protocol.Reason;
import java.time.Duration;
import java.util.List;

/** Writes down what an application is told of its client: {@code closed:4403:kicked}. */
final class Recorder implements ChannelClientListener {

  private final List<String> events;

  Recorder(List<String> events) {
    this.events = events;
  }

  @Override
  public void welcomed(ChannelClient client, Welcome welcome) {
    events.add(welcome.resumed() ? "welcomed:resumed" : "welcomed:new");
  }

  @Override
  public void expiring(ChannelClient client, Duration in) {
    events.add("expiring:" + in.toMillis());
  }

  @Override
  public void draining(ChannelClient client, Duration retryIn) {
    events.add("draining:" + retryIn.toMillis());
  }

  @Override
  public void error(ChannelClient client, Reason reason) {
    events.add("error:" + reason.text());
  }

  @Override
  public void failed(ChannelClient client, Exception failure) {
    events.add("failed:" + failure.getMessage());
  }

  @Override
  public void closed(ChannelClient client, int code, String reason) {
    events.add("closed:" + code + ":" + reason);
  }
}
