package dev.lifeline.endpoint;

import java.util.HashSet;
import java.util.Set;

/**
 * What holds for every plain client.
 *
 * @param heartbeatMessages the texts that are answered instead of published
 * @param beatAnswers the texts that answer a heartbeat message of the server's
 * @param maxMessageBytes the largest message, in bytes of payload
 */
public record PlainRules(
    Set<String> heartbeatMessages, Set<String> beatAnswers, int maxMessageBytes) {

  /** The answer to the heartbeat that has one of its own. */
  static final String PONG = "pong";

  /**
   * The rules for a server's message: any heartbeat answers it, so does its echo, and so does
   * {@code pong}.
   */
  public static PlainRules of(
      Set<String> heartbeatMessages, String serverMessage, int maxMessageBytes) {
    Set<String> answers = new HashSet<>(heartbeatMessages);
    answers.add(serverMessage);
    answers.add(PONG);
    return new PlainRules(Set.copyOf(heartbeatMessages), Set.copyOf(answers), maxMessageBytes);
  }
}
