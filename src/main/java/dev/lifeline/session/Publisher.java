package dev.lifeline.session;

import dev.lifeline.protocol.Payload;
import dev.lifeline.protocol.Position;
import dev.lifeline.protocol.Reason;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The way of a session's messages into the channels. Called in the order of their numbers. */
@FunctionalInterface
interface Publisher {

  /** Publishes, or says why not. A stage that fails is a store that does. */
  CompletionStage<Result> publish(Identity identity, String channel, Payload payload);

  /**
   * What has become of it: one of the two.
   *
   * @param position where it is stored
   * @param refusal why it is not
   */
  record Result(@Nullable Position position, @Nullable Reason refusal) {

    static Result stored(Position position) {
      return new Result(position, null);
    }

    static Result refused(Reason reason) {
      return new Result(null, reason);
    }
  }
}
