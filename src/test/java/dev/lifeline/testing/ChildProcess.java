package dev.lifeline.testing;

import java.util.concurrent.TimeUnit;

/** A process that a test has started. */
public final class ChildProcess {

  private static final long PATIENCE_SECONDS = 20;

  private ChildProcess() {}

  /** Asks it to end, waits, and kills it where it does not. */
  public static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
