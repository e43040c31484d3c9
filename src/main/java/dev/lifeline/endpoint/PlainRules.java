package dev.lifeline.endpoint;

import dev.lifeline.connection.Connection;
import dev.lifeline.connection.OutboundMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the messages of every client.
 *
 * @param answers the heartbeats, which are answered instead of published, each with its answer
 * @param beatAnswers the texts that answer a heartbeat message of the server's; empty where it
 *     sends none
 * @param maxMessageBytes the largest message, in bytes of payload
 */
public record PlainRules(
    Map<String, OutboundMessage> answers, Set<String> beatAnswers, int maxMessageBytes) {

  /** The heartbeat that has an answer of its own; any other is answered with the same text. */
  private static final String PING = "ping";

  private static final String PONG = "pong";

  /**
   * The rules for a server's message: any heartbeat answers it, so does its echo, and so does
   * {@code pong}.
   *
   * @param serverMessage null where the server sends none
   */
  public static PlainRules of(
      Set<String> heartbeatMessages, @Nullable String serverMessage, int maxMessageBytes) {
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
    return new PlainRules(Map.copyOf(answers), Set.copyOf(beatAnswers), maxMessageBytes);
  }

  /** Whether the text is a heartbeat, or the answer to one, and all that it asks for is done. */
  boolean answersBeat(String text, Connection connection) {
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
