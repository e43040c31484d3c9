package dev.lifeline.client.channel;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks for a token, one question at a time: who asks again gives the last up. In the order. */
final class TokenQuestion {

  /** What the protocol allows. */
  private static final int MAX_LENGTH = 8_192;

  private final Line line;
  private final Supplier<? extends CompletionStage<String>> provider;
  private Runnable cancel = () -> {};

  /** Which question it is: the answer to one that was given up may come all the same. */
  private int number;

  TokenQuestion(Line line, Supplier<? extends CompletionStage<String>> provider) {
    this.line = line;
    this.provider = provider;
  }

  /** Asks; one of the two is told, once, unless the question is given up before. */
  void ask(Consumer<String> answer, Consumer<Exception> failure) {
    giveUp();
    int asked = number;
    cancel =
        line.tasks()
            .ask(
                provider,
                (token, cause) -> {
                  if (asked != number) {
                    return;
                  }
                  if (token == null || token.isEmpty() || token.length() > MAX_LENGTH) {
                    failure.accept(new IllegalStateException("no token", unwrapped(cause)));
                  } else {
                    answer.accept(token);
                  }
                });
  }

  void giveUp() {
    number++;
    cancel.run();
    cancel = () -> {};
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable cause) {
    return cause instanceof CompletionException ? cause.getCause() : cause;
  }
}
