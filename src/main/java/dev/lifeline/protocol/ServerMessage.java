package dev.lifeline.protocol;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server says. */
public sealed interface ServerMessage extends Message {

  /**
   * The answer to hello and to authenticate.
   *
   * @param session the secret by which to resume
   * @param seq the last publish that was taken
   * @param window how many publishes may be unanswered
   * @param interval of the heartbeat
   * @param timeout of the heartbeat
   * @param resumeWindow how long the session outlives a connection
   * @param identity null for a client without a name
   * @param expiresIn until the credentials run out; null where they do not
   */
  record Welcome(
      String session,
      boolean resumed,
      long seq,
      int window,
      Duration interval,
      Duration timeout,
      Duration resumeWindow,
      @Nullable String identity,
      @Nullable Duration expiresIn)
      implements ServerMessage {

    @Override
    public String type() {
      return "welcome";
    }

    /** Without its secret. */
    @Override
    public String toString() {
      return "Welcome[" + identity + ", resumed=" + resumed + ", seq=" + seq + "]";
    }
  }

  /**
   * A publish was stored, and all before it were answered.
   *
   * @param channel null where the position is not known any more, as the position is
   */
  record Ack(long seq, @Nullable String channel, @Nullable Position position)
      implements ServerMessage {
    @Override
    public String type() {
      return "ack";
    }
  }

  /**
   * A publish or a subscription is not granted.
   *
   * @param seq of the publish; null for a subscription
   */
  record Refused(@Nullable Long seq, String channel, Reason reason) implements ServerMessage {
    @Override
    public String type() {
      return "refused";
    }
  }

  /**
   * Messages follow from the offset after this position.
   *
   * @param last the offset of the newest that was published before; the position's where none
   *     follows
   * @param recovered whether they follow from the position that was asked for; null where none was
   * @param members null where they were not asked for
   */
  record Subscribed(
      String channel,
      Position position,
      long last,
      @Nullable Boolean recovered,
      @Nullable List<Member> members)
      implements ServerMessage {
    @Override
    public String type() {
      return "subscribed";
    }
  }

  /** No message of the channel follows. */
  record Unsubscribed(String channel) implements ServerMessage {
    @Override
    public String type() {
      return "unsubscribed";
    }
  }

  /**
   * A message of a channel, the same for all who receive it.
   *
   * @param from the identity of its publisher; null where it has none
   */
  record Delivered(String channel, long offset, Payload payload, @Nullable String from)
      implements ServerMessage {
    @Override
    public String type() {
      return "message";
    }
  }

  /** Who has come to a channel and who has left it since the last one. */
  record Presence(String channel, List<Member> joined, List<Member> left) implements ServerMessage {
    @Override
    public String type() {
      return "presence";
    }
  }

  /** Something of the server's failed; not final. */
  record Failure(Reason reason) implements ServerMessage {
    @Override
    public String type() {
      return "error";
    }
  }

  /** The credentials run out. */
  record Expiring(Duration in) implements ServerMessage {
    @Override
    public String type() {
      return "expiring";
    }
  }

  /** The server will stop. */
  record Draining(Duration retryIn) implements ServerMessage {
    @Override
    public String type() {
      return "draining";
    }
  }
}
