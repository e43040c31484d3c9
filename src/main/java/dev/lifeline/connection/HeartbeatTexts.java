package dev.lifeline.connection;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The texts that are heartbeats, and no messages of an application. Immutable.
 *
 * @param answers the heartbeats of clients, each with its answer
 * @param beatAnswers the texts that answer a heartbeat message of the server's; empty where it
 *     sends none
 */
public record HeartbeatTexts(Map<String, OutboundMessage> answers, Set<String> beatAnswers) {

  /** The heartbeat that has an answer of its own; any other is answered with the same text. */
  private static final String PING = "ping";

  private static final String PONG = "pong";

  /** No text is a heartbeat. */
  public static final HeartbeatTexts NONE = new HeartbeatTexts(Map.of(), Set.of());

  /**
   * The rules for a server's message: any heartbeat answers it, so does its echo, and so does
   * {@code pong}.
   *
   * @param serverMessage null where the server sends none
   */
  public static HeartbeatTexts of(Set<String> heartbeatMessages, @Nullable String serverMessage) {
    Map<String, OutboundMessage> answers = new HashMap<>();
    for (String beat : heartbeatMessages) {
      answers.put(beat, OutboundMessage.text(beat.equals(PING) ? PONG : beat));
    }
    Set<String> beatAnswers = new HashSet<>();
    if (serverMessage != null) {
      beatAnswers.addAll(heartbeatMessages);
      beatAnswers.add(serverMessage);
      beatAnswers.add(PONG);
    }
    return new HeartbeatTexts(Map.copyOf(answers), Set.copyOf(beatAnswers));
  }

  /** The length of the longest in characters; -1 where there is none. */
  public int longest() {
    return Stream.concat(answers.keySet().stream(), beatAnswers.stream())
        .mapToInt(String::length)
        .max()
        .orElse(-1);
  }

  /** Whether the text is a heartbeat, or the answer to one, and all that it asks for is done. */
  public boolean take(String text, Connection connection) {
    if (beatAnswers.contains(text) && connection.receiveBeatAnswer()) {
      return true;
    }
    OutboundMessage answer = answers.get(text);
    if (answer != null) {
      connection.sendControl(answer);
    }
    return answer != null;
  }
}
