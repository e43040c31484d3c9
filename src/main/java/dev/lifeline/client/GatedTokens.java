package dev.lifeline.client;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
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
      Supplier<? extends CompletionStage<String>> provider,
      BiConsumer<@Nullable String, @Nullable Throwable> answer) {
    return gate.enter(
        () -> {
          try {
            provider
                .get()
                .whenComplete(
                    (token, failure) -> lane.execute(() -> answer.accept(token, failure)));
          } catch (RuntimeException e) {
            lane.execute(() -> answer.accept(null, e));
          }
        });
  }
}
