package dev.lifeline.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
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

  /** The same in each run: no proxy is here to be protected from a mask that can be foreseen. */
  private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

  /**
   * The bytes of any frame, those that no client should send among them.
   *
   * @param firstByte FIN, the reserved bits and the opcode
   * @param masked as a client's must be
   */
  public static byte[] encode(int firstByte, boolean masked, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    int maskBit = masked ? 0x80 : 0;
    frame.put((byte) firstByte);
    if (payload.length < 126) {
      frame.put((byte) (maskBit | payload.length));
    } else if (payload.length < 1 << 16) {
      frame.put((byte) (maskBit | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (maskBit | 127)).putLong(payload.length);
    }
    if (masked) {
      frame.put(MASK);
    }
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (masked ? payload[i] ^ MASK[i % MASK.length] : payload[i]));
    }
    return Arrays.copyOf(frame.array(), frame.position());
  }

  /** Reads a frame of the server. */
  static Frame read(DataInputStream in) throws IOException {
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte() & 0x7F;
    long size = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
    byte[] payload = new byte[Math.toIntExact(size)];
    in.readFully(payload);
    return new Frame(first & 0x0F, (first & 0x80) != 0, payload, System.nanoTime());
  }

  /**
   * This frame and the next part of its message as one.
   *
   * @throws AssertionError if the other is no such part
   */
  Frame continuedBy(Frame part) {
    if (part.opcode != CONTINUATION) {
      throw new AssertionError("in the middle of a message: " + part);
    }
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(payload);
    both.writeBytes(part.payload);
    return new Frame(opcode, part.last, both.toByteArray(), part.arrivedNanos);
  }

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
