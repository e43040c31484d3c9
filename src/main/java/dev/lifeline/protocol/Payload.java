package dev.lifeline.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What is published: a text or bytes. Immutable. */
public sealed interface Payload {

  /**
   * A text without half a surrogate pair.
   *
   * @param bytes its length as UTF-8: measured once, since it is asked for at every step of a
   *     message's way
   */
  record Text(String text, int bytes) implements Payload {

    /** Measures the text. */
    public Text(String text) {
      this(text, utf8Length(text));
    }
  }

  /**
   * Bytes.
   *
   * @param data read-only; its position and limit are not to be moved
   */
  record Binary(ByteBuffer data) implements Payload {

    /** Takes the buffer's content, which must not change afterwards. */
    public Binary {
      data = data.asReadOnlyBuffer();
    }

    @Override
    public int bytes() {
      return data.remaining();
    }
  }

  /** Its size as a message of a plain client, in bytes. */
  int bytes();

  /** The length of {@code text.getBytes(UTF_8)}, without making them. */
  static int utf8Length(String text) {
    int length = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // A surrogate is half of a four-byte sequence.
        length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return length;
  }

  /** Whether the text can be encoded: it has no half of a surrogate pair. */
  static boolean isWellFormed(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
