package dev.lifeline.embedded;

import java.nio.ByteBuffer;

/**
 * Finds the frames in a client's bytes as they come (RFC 6455, section 5.2). Not thread-safe:
 * guarded by the lock of its socket.
 */
final class FrameScanner {

  private static final int CONTINUATION = 0x0;
  private static final int TEXT = 0x1;
  private static final int BINARY = 0x2;
  private static final int PONG = 0xA;

  private static final int OPCODE = 0x0F;

  /** RSV1 belongs to permessage-deflate (RFC 7692); nobody uses the other two. */
  private static final int UNUSED_BITS = 0x30;

  private static final int MASKED = 0x80;
  private static final int MASK_BYTES = 4;

  private enum Next {
    FIRST_BYTE,
    LENGTH,
    EXTENDED_LENGTH,
    PAYLOAD
  }

  private Next next = Next.FIRST_BYTE;

  /** Bytes of the extended length that have not come yet. */
  private int lengthBytesLeft;

  private boolean masked;

  /** Bytes of the mask and the payload that have not come yet; before that, the length so far. */
  private long left;

  /**
   * Goes over bytes that have just come, up to the first frame that asks for an answer of the
   * container itself: a ping, a close, or what is no frame. Such a frame is not gone over.
   *
   * @param from absolute, as is the result
   * @param to behind the last byte
   * @return where that frame begins, or {@code to}
   */
  int upToAnswered(ByteBuffer bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (next == Next.FIRST_BYTE && !isLeftToTheEndpoint(bytes.get(at))) {
        return at;
      }
      at = step(bytes, at, to);
    }
    return to;
  }

  /** Goes over all of the bytes. */
  void skip(ByteBuffer bytes, int from, int to) {
    int at = from;
    while (at < to) {
      at = step(bytes, at, to);
    }
  }

  private static boolean isLeftToTheEndpoint(int firstByte) {
    int opcode = firstByte & OPCODE;
    return (firstByte & UNUSED_BITS) == 0
        && (opcode == TEXT || opcode == BINARY || opcode == CONTINUATION || opcode == PONG);
  }

  private int step(ByteBuffer bytes, int at, int to) {
    switch (next) {
      case FIRST_BYTE -> next = Next.LENGTH;
      case LENGTH -> startLength(bytes.get(at));
      case EXTENDED_LENGTH -> {
        left = (left << 8) | (bytes.get(at) & 0xFF);
        lengthBytesLeft--;
        if (lengthBytesLeft == 0) {
          startPayload();
        }
      }
      case PAYLOAD -> {
        int here = (int) Math.min(left, to - at);
        left -= here;
        if (left == 0) {
          next = Next.FIRST_BYTE;
        }
        return at + here;
      }
    }
    return at + 1;
  }

  private void startLength(int secondByte) {
    int length = secondByte & 0x7F;
    masked = (secondByte & MASKED) != 0;
    lengthBytesLeft = length == 126 ? Short.BYTES : length == 127 ? Long.BYTES : 0;
    if (lengthBytesLeft == 0) {
      left = length;
      startPayload();
    } else {
      left = 0;
      next = Next.EXTENDED_LENGTH;
    }
  }

  private void startPayload() {
    if (left < 0 || left > Long.MAX_VALUE - MASK_BYTES) {
      // Not allowed, or beyond any life: nothing after it is a frame.
      left = Long.MAX_VALUE - MASK_BYTES;
    }
    left += masked ? MASK_BYTES : 0;
    next = left == 0 ? Next.FIRST_BYTE : Next.PAYLOAD;
  }
}
