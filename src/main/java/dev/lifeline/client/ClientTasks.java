package dev.lifeline.client;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a protocol that is spoken over a {@link LifelineClient} stands on, so that it needs no
 * thread and no clock of its own. An application needs none of it.
 *
 * <p>The <em>order</em> of a client is where its listener is called: one thing at a time, on any
 * thread.
 */
public interface ClientTasks {

  /**
   * Runs the task in the order: within this call where the caller is there already, else soon. May
   * be called by any thread.
   *
   * @return false where the client has ended, and the task is dropped
   */
  boolean execute(Runnable task);

  /** Only in the order: runs when the task at hand is done, before any other. */
  void afterwards(Runnable step);

  /**
   * Only in the order: runs the task there once, not before the time has passed.
   *
   * @return cancels it; only in the order
   */
  Runnable after(Duration time, Runnable task);

  /**
   * Asks for a token, on a thread that may block, and returns at once.
   *
   * @param answer told once, later and in the order: the token, or null and why there is none
   * @return gives the question up; the answer may come all the same
   */
  Runnable ask(
      Supplier<? extends CompletionStage<String>> provider,
      BiConsumer<@Nullable String, @Nullable Throwable> answer);

  /**
   * Only in the order: lets the connection go as if it had ended so, through the server's failure.
   * Another server goes next where there is one, after the delay that a failure has. Nothing where
   * no connection is open.
   *
   * @param code 1006 where none stands for it
   */
  void fail(int code, String reason);

  /**
   * How long to wait before a retry, by the policy of the client's own reconnecting.
   *
   * @param retry the number of the retry, from 0
   */
  Duration delay(int retry);
}
