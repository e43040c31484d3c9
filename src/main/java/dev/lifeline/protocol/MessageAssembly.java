package dev.lifeline.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A message that comes in parts, bounded while it grows. Not thread-safe: owned by the reader. */
public final class MessageAssembly {

  private final int maxBytes;
  private @Nullable StringBuilder text;
  private @Nullable ByteArrayOutputStream bytes;

  /**
   * Begins a message.
   *
   * @param maxBytes of payload
   */
  public MessageAssembly(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Adds a part, or says false where the message has become too big for certain. */
  public boolean add(String part) {
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
  public boolean add(ByteBuffer part) {
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

  /** Whether the text that has come so far is too big in bytes, as UTF-8. */
  public boolean isTextTooBig() {
    // A character is at most three bytes.
    return text != null
        && text.length() > maxBytes / 3
        && text.toString().getBytes(StandardCharsets.UTF_8).length > maxBytes;
  }

  /** The whole text; the next message begins. */
  public String takeText() {
    String whole = text == null ? "" : text.toString();
    text = null;
    return whole;
  }

  /** The whole binary message; the next begins. */
  public ByteBuffer takeBytes() {
    ByteBuffer whole =
        bytes == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(bytes.toByteArray());
    bytes = null;
    return whole;
  }
}
