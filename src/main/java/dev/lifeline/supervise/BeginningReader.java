package dev.lifeline.supervise;

import java.io.FilterReader;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** A text message whose beginning has been looked at. For one thread. */
final class BeginningReader extends FilterReader {

  private final @Nullable String whole;

  /**
   * Looks at the beginning.
   *
   * @param most how long a text may be, in characters, that is to be known as a whole
   */
  BeginningReader(Reader message, int most) throws IOException {
    super(new PushbackReader(message, most + 1));
    char[] beginning = new char[most + 1];
    int length = 0;
    while (length < beginning.length) {
      int read = in.read(beginning, length, beginning.length - length);
      if (read < 0) {
        break;
      }
      length += read;
    }
    whole = length <= most ? new String(beginning, 0, length) : null;
    ((PushbackReader) in).unread(beginning, 0, length);
  }

  /** The whole text, which is still there to be read; null where it is longer. */
  @Nullable String whole() {
    return whole;
  }
}
