package dev.lifeline.endpoint;

import dev.lifeline.connection.Connection;
import dev.lifeline.connection.ConnectionHandler;
import dev.lifeline.connection.EndReason;
import dev.lifeline.protocol.MessageAssembly;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A handler of whole messages: answers heartbeats, puts parts together, and ends the connection
 * where a message is too big. Messages come from one thread at a time.
 */
abstract class WholeMessages implements ConnectionHandler {

  private final Connection connection;
  private final PlainRules rules;

  /** The begun message; null between messages and while they come whole. Owned by the reader. */
  private @Nullable MessageAssembly assembly;

  /**
   * Creates it between two messages.
   *
   * @param rules whose bound holds here for a message in parts; a whole one is the heir's to
   *     measure
   */
  WholeMessages(Connection connection, PlainRules rules) {
    this.connection = connection;
    this.rules = rules;
  }

  /** A whole text message that is no heartbeat. */
  abstract void receive(String text);

  /** A whole binary message; the buffer is its own. */
  abstract void receive(ByteBuffer bytes);

  @Override
  public final boolean heartbeat(String part, boolean last) {
    return last && assembly == null && rules.heartbeats().take(part, connection);
  }

  @Override
  public final void text(String part, boolean last) {
    MessageAssembly begun = assembly;
    if (begun == null && last) {
      receive(part);
      return;
    }
    if (begun == null) {
      begun = new MessageAssembly(rules.maxMessageBytes());
    }
    assembly = last ? null : begun;
    if (!begun.add(part)) {
      refuseTooBig();
    } else if (last) {
      String text = begun.takeText();
      if (!rules.heartbeats().take(text, connection)) {
        receive(text);
      }
    }
  }

  @Override
  public final void binary(ByteBuffer part, boolean last) {
    MessageAssembly begun =
        assembly == null ? new MessageAssembly(rules.maxMessageBytes()) : assembly;
    assembly = last ? null : begun;
    if (!begun.add(part)) {
      refuseTooBig();
    } else if (last) {
      receive(begun.takeBytes());
    }
  }

  final Connection connection() {
    return connection;
  }

  final void refuseTooBig() {
    assembly = null;
    connection.end(EndReason.MESSAGE_TOO_BIG);
  }
}
