package dev.lifeline.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The frames that the clients send (RFC 6455, section 5.2). */
final class Frames {

  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;

  static final int FIN = 0x80;
  private static final int MASKED = 0x80;

  /** The same in each frame: no proxy is here to be protected from a mask that can be foreseen. */
  private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

  private Frames() {}

  static ByteBuffer text(String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.US_ASCII);
    return frame(TEXT, ByteBuffer.wrap(bytes));
  }

  static ByteBuffer pong(ByteBuffer payload) {
    return frame(PONG, payload);
  }

  private static ByteBuffer frame(int opcode, ByteBuffer payload) {
    int length = payload.remaining();
    ByteBuffer frame = ByteBuffer.allocateDirect(length + 14);
    frame.put((byte) (FIN | opcode));
    if (length < 126) {
      frame.put((byte) (MASKED | length));
    } else if (length < 1 << 16) {
      frame.put((byte) (MASKED | 126)).putShort((short) length);
    } else {
      frame.put((byte) (MASKED | 127)).putLong(length);
    }
    frame.put(MASK);
    for (int i = 0; i < length; i++) {
      frame.put((byte) (payload.get(payload.position() + i) ^ MASK[i % MASK.length]));
    }
    return frame.flip();
  }
}
