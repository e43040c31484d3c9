package dev.lifeline.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One frame of the server (RFC 6455, section 5.2), or the end of its stream.
 *
 * @param opcode one of the constants here
 * @param last whether the message ends with it
 * @param payload not masked
 * @param arrivedNanos when it had been read whole, by {@link System#nanoTime}
 */
public record Frame(int opcode, boolean last, byte[] payload, long arrivedNanos) {

  public static final int CONTINUATION = 0x0;
  public static final int TEXT = 0x1;
  public static final int BINARY = 0x2;
  public static final int CLOSE = 0x8;
  public static final int PING = 0x9;
  public static final int PONG = 0xA;

  /** Not on the wire: the TCP connection has ended. */
  public static final int END = -1;

  /** The payload as text. */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** The code of a close frame; 1005 where it has none (section 7.1.5), 1006 for the end. */
  public int closeCode() {
    if (opcode == END) {
      return 1006;
    }
    return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
  }

  /** The reason text of a close frame. */
  public String closeReason() {
    return payload.length < 2
        ? ""
        : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    String content =
        opcode == CLOSE || opcode == END
            ? closeCode() + " " + closeReason()
            : new String(
                Arrays.copyOf(payload, Math.min(payload.length, 80)), StandardCharsets.UTF_8);
    return "frame " + opcode + (last ? "" : "…") + " [" + content + "]";
  }
}
