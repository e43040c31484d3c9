package dev.lifeline.client;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Asks for tokens on threads that may block, a few at a time. */
final class GatedTokens implements Tokens {

  private final Gate gate;
  private final Lane lane;

  GatedTokens(Gate gate, Lane lane) {
    this.gate = gate;
    this.lane = lane;
  }

  @Override
  public Runnable request(
      Authentication authentication, BiConsumer<@Nullable String, @Nullable Throwable> answer) {
    return gate.enter(
        () -> {
          try {
            authentication
                .requestToken()
                .whenComplete(
                    (token, failure) -> lane.execute(() -> answer.accept(token, failure)));
          } catch (RuntimeException e) {
            lane.execute(() -> answer.accept(null, e));
          }
        });
  }
}
