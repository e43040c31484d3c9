package dev.lifeline.session;

import dev.lifeline.protocol.Position;
import dev.lifeline.protocol.Reason;
import dev.lifeline.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a publish.
 *
 * @param position where it is stored; null where it is not, or not yet
 * @param refusal why it is not; null where it is, or may be
 */
record Outcome(long seq, String channel, @Nullable Position position, @Nullable Reason refusal) {

  static Outcome pending(long seq, String channel) {
    return new Outcome(seq, channel, null, null);
  }

  boolean isPending() {
    return position == null && refusal == null;
  }

  /** The answer to the client; not while it is pending. */
  ServerMessage answer() {
    return refusal == null
        ? new ServerMessage.Ack(seq, channel, position)
        : new ServerMessage.Refused(seq, channel, refusal);
  }
}
