package dev.lifeline.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The JavaScript of the tests, from {@code src/test/resources/browser}. */
public final class Scripts {

  private Scripts() {}

  /** The text of a file there. */
  public static String read(String file) {
    try (InputStream in = Scripts.class.getResourceAsStream("/browser/" + file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
