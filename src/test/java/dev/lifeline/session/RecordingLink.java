package dev.lifeline.session;

import dev.lifeline.connection.EndReason;
import dev.lifeline.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes down what it is told: {@code ack 1 at 8}, {@code refused 2 forbidden}, {@code end KICKED}.
 */
final class RecordingLink implements Link {

  final List<String> told = new ArrayList<>();

  @Override
  public void send(ServerMessage message) {
    if (message instanceof ServerMessage.Ack ack) {
      told.add(
          "ack " + ack.seq() + (ack.position() == null ? "" : " at " + ack.position().offset()));
    } else if (message instanceof ServerMessage.Refused refused) {
      told.add("refused " + refused.seq() + " " + refused.reason().text());
    } else {
      told.add(message.toString());
    }
  }

  @Override
  public void end(EndReason reason) {
    told.add("end " + reason);
  }
}
