package dev.lifeline.connection;

/** Is told of sessions, by one thread at a time, which it may keep waiting. */
@FunctionalInterface
public interface SessionListener {

  /** Whether {@link #opened} is to be called; asked once. */
  default boolean wantsOpened() {
    return false;
  }

  /** A session was accepted. */
  default void opened(SessionOpened event) {}

  /** A session has ended, once. */
  void ended(SessionEnded event);
}
