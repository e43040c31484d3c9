package dev.lifeline.client.channel;

import dev.lifeline.protocol.Payload;
import dev.lifeline.protocol.Position;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A publish without an answer yet. Used in the order, but for its outcome. */
final class Pending {

  final String channel;
  final Payload payload;
  private final CompletableFuture<@Nullable Position> outcome = new CompletableFuture<>();

  /** Its number in the session; 0 before it has one. */
  long seq;

  /** False where it is certain that no server has it. */
  boolean mayHaveArrived;

  /** How often a connection has ended because a message was too big, with this one being next. */
  int timesTooBig;

  Pending(String channel, Payload payload) {
    this.channel = channel;
    this.payload = payload;
  }

  /** What the application is given. */
  CompletionStage<@Nullable Position> outcome() {
    return outcome.minimalCompletionStage();
  }

  /**
   * It was stored.
   *
   * @param position null where the server does not know it any more
   */
  void stored(@Nullable Position position) {
    outcome.complete(position);
  }

  void failed(Exception why) {
    outcome.completeExceptionally(why);
  }
}
