package dev.lifeline.endpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A message that comes in parts, bounded while it grows. Not thread-safe: owned by the reader. */
final class MessageAssembly {

  private final int maxBytes;
  private @Nullable StringBuilder text;
  private @Nullable ByteArrayOutputStream bytes;

  MessageAssembly(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Adds a part, or says false where the message has become too big for certain. */
  boolean add(String part) {
    StringBuilder begun = text == null ? new StringBuilder(part.length()) : text;
    text = begun;
    // A character is at least a byte; the exact size is checked on the whole message.
    if (begun.length() + part.length() > maxBytes) {
      return false;
    }
    begun.append(part);
    return true;
  }

  /** Copies a part, since the buffer is the container's; false where the message is too big. */
  boolean add(ByteBuffer part) {
    ByteArrayOutputStream begun =
        bytes == null ? new ByteArrayOutputStream(part.remaining()) : bytes;
    bytes = begun;
    if (begun.size() + part.remaining() > maxBytes) {
      return false;
    }
    byte[] copy = new byte[part.remaining()];
    part.get(copy);
    begun.writeBytes(copy);
    return true;
  }

  String text() {
    return text == null ? "" : text.toString();
  }

  ByteBuffer bytes() {
    return bytes == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(bytes.toByteArray());
  }
}
