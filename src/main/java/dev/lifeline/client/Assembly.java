package dev.lifeline.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A message that comes in parts, bounded while it grows. Not thread-safe: a connection is read by
 * one thread at a time.
 */
final class Assembly {

  private final int maxBytes;
  private StringBuilder text = new StringBuilder();
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Assembly(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Adds a part, or says false where the message is too big. */
  boolean add(String part) {
    // A character is at least a byte; the exact size is known of the whole alone.
    if (text.length() + part.length() > maxBytes) {
      return false;
    }
    text.append(part);
    return true;
  }

  /**
   * Copies a part, since the buffer is the implementation's; false where the message is too big.
   */
  boolean add(ByteBuffer part) {
    if (bytes.size() + part.remaining() > maxBytes) {
      return false;
    }
    byte[] copy = new byte[part.remaining()];
    part.get(copy);
    bytes.writeBytes(copy);
    return true;
  }

  /** Whether a text of as many characters has too many bytes. */
  boolean isTextTooBig() {
    boolean cannotBe = text.length() <= maxBytes / 3;
    return !cannotBe && text.toString().getBytes(StandardCharsets.UTF_8).length > maxBytes;
  }

  /** The whole text; the next begins. */
  String takeText() {
    String whole = text.toString();
    text = new StringBuilder();
    return whole;
  }

  /** The whole binary message; the next begins. */
  ByteBuffer takeBytes() {
    ByteBuffer whole = ByteBuffer.wrap(bytes.toByteArray());
    bytes = new ByteArrayOutputStream();
    return whole;
  }
}
