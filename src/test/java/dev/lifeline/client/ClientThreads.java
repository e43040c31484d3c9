package dev.lifeline.client;

import dev.lifeline.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The threads of clients and of the implementations beneath them. */
final class ClientThreads {

  /** Twice the longest that an implementation keeps a socket whose peer does not answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String OURS = "lifeline-client";

  /**
   * Not Tyrus's: it counts its connections to know when its threads may go, and never counts one
   * down that was refused or interrupted.
   */
  private static final List<String> THAT_GO = List.of(OURS, "WebSocketClient-AsyncIO");

  private ClientThreads() {}

  /** Waits until none is left. */
  static void awaitNone() throws InterruptedException {
    Await.until(ClientThreads::left, PATIENCE, () -> left().isEmpty());
  }

  /** Those of Lifeline's that run what blocks. */
  static long blocking() {
    return all().filter(name -> name.startsWith(OURS + "-io")).count();
  }

  /** All of Lifeline's. */
  static long ours() {
    return all().filter(name -> name.startsWith(OURS)).count();
  }

  /** All threads of the JVM, by name. */
  static List<String> names() {
    return all().toList();
  }

  private static List<String> left() {
    return all().filter(name -> THAT_GO.stream().anyMatch(name::startsWith)).toList();
  }

  private static Stream<String> all() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
  }
}
