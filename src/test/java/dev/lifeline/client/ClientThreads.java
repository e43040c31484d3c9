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

  private static final List<String> PREFIXES =
      List.of(OURS, "WebSocketClient-AsyncIO", " tyrus-jdk-client");

  private ClientThreads() {}

  /** Waits until none is left. */
  static void awaitNone() throws InterruptedException {
    Await.until(ClientThreads::names, PATIENCE, () -> names().isEmpty());
  }

  /** Those of Lifeline's that run what blocks. */
  static long blocking() {
    return all().filter(name -> name.startsWith(OURS + "-io")).count();
  }

  /** All of Lifeline's. */
  static long ours() {
    return all().filter(name -> name.startsWith(OURS)).count();
  }

  static List<String> names() {
    return all().filter(name -> PREFIXES.stream().anyMatch(name::startsWith)).toList();
  }

  private static Stream<String> all() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
  }
}
