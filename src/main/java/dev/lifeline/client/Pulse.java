package dev.lifeline.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The beats of both sides on the link in use. Used in the lane. */
final class Pulse implements Heart.Body {

  /** Null without heartbeats, as is the heart. */
  private final @Nullable HeartbeatOptions options;

  private final @Nullable Heart heart;
  private final Machine machine;

  Pulse(@Nullable HeartbeatOptions options, Timers timers, Machine machine) {
    this.options = options;
    this.machine = machine;
    heart = options == null ? null : new Heart(options, timers, this);
  }

  void start() {
    if (heart != null) {
      heart.start();
    }
  }

  void stop() {
    if (heart != null) {
      heart.stop();
    }
  }

  /** Something of the application's leaves. */
  void sent() {
    if (heart != null) {
      heart.sent();
    }
  }

  /** Something arrived that is no text message. */
  void heard() {
    if (heart != null) {
      heart.heard(null);
    }
  }

  void pong(ByteBuffer payload) {
    if (heart != null) {
      heart.pong(payload);
    }
  }

  void probe() {
    if (heart != null) {
      heart.probe();
    }
  }

  /** A text arrived; true where it is a beat or an answer, and nothing for the application. */
  boolean takes(String text) {
    if (heart == null || options == null) {
      return false;
    }
    if (heart.heard(text)) {
      return true;
    }
    String answer = options.serverAnswer();
    if (answer == null || !text.equals(options.serverMessage())) {
      return false;
    }
    sendAhead(answer);
    heart.sent();
    return true;
  }

  @Override
  public void beat(String message) {
    sendAhead(message);
  }

  @Override
  public void ping(ByteBuffer payload) {
    Link link = machine.openLink();
    if (link != null) {
      link.ping(payload);
    }
  }

  @Override
  public long bufferedAmount() {
    Link link = machine.openLink();
    return link == null ? 0 : link.bufferedAmount();
  }

  @Override
  public void overdue() {
    machine.overdue();
  }

  @Override
  public void alive() {
    machine.alive();
  }

  @Override
  public void dead() {
    machine.dead();
  }

  @Override
  public void roundTrip(Duration time) {
    machine.roundTrip(time);
  }

  /** A link that is closing tells its end soon; until then it gets no beat. */
  private void sendAhead(String text) {
    @Nullable Link link = machine.openLink();
    if (link != null) {
      link.sendAhead(text);
    }
  }
}
