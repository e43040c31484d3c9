package dev.lifeline.config;

import java.io.Serial;

/**
 * A parameter that Lifeline cannot work with. The message is one line: name, value, what is
 * allowed.
 */
public final class ConfigurationException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  ConfigurationException(String name, String value, String allowed) {
    super(oneLine(name + "=" + value + " is not allowed: " + allowed));
  }

  static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
