package dev.lifeline.client;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks providers for tokens, where they may block. */
@FunctionalInterface
interface Tokens {

  /**
   * Asks and returns at once.
   *
   * @param answer told once, later and in the lane: the token, or null and why there is none
   * @return ends the question; the answer may come all the same
   */
  Runnable request(
      Supplier<? extends CompletionStage<String>> provider,
      BiConsumer<@Nullable String, @Nullable Throwable> answer);
}
