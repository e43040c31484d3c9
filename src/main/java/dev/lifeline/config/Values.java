package dev.lifeline.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the texts of web.xml: {@code 500ms}, {@code 15s}, {@code 2m}, {@code 64KB}, {@code 1000}.
 */
final class Values {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,9})\\s*(B|KB|MB)?", Pattern.CASE_INSENSITIVE);

  /** A day: a connection that may be silent for longer is not supervised. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final Duration SHORTEST = Duration.ofMillis(50);

  private Values() {}

  static Duration duration(Parameter parameter, String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw refused(parameter, text, "a duration is a number with ms, s, m or h, like 15s");
    }
    long amount = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        };
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw refused(parameter, text, "a duration from 50ms to 24h");
    }
    return duration;
  }

  /** A duration, or {@code 0s} where there is to be none of it. */
  static Duration durationOrNone(Parameter parameter, String text) {
    return text.equals("0s") ? Duration.ZERO : duration(parameter, text);
  }

  static long size(Parameter parameter, String text, long most) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw refused(parameter, text, "a size is a number with B, KB or MB, like 64KB");
    }
    String unit = matcher.group(2) == null ? "B" : matcher.group(2).toUpperCase(Locale.ROOT);
    long bytes =
        Long.parseLong(matcher.group(1))
            * switch (unit) {
              case "KB" -> 1L << 10;
              case "MB" -> 1L << 20;
              default -> 1;
            };
    if (bytes < 1 || bytes > most) {
      throw refused(parameter, text, "a size from 1B to " + (most >> 20) + "MB");
    }
    return bytes;
  }

  static int count(Parameter parameter, String text) {
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw refused(parameter, text, "a whole number from 1 to 999999999");
    }
    return Integer.parseInt(text);
  }

  /** One of an enum's constants, written in lower case. */
  static <E extends Enum<E>> E choice(Parameter parameter, String text, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (nameOf(constant).equals(text)) {
        return constant;
      }
    }
    throw refused(
        parameter,
        text,
        Arrays.stream(type.getEnumConstants())
            .map(Values::nameOf)
            .collect(Collectors.joining(", ", "one of ", "")));
  }

  private static String nameOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static ConfigurationException refused(Parameter parameter, String text, String allowed) {
    return new ConfigurationException(parameter.parameterName(), text, allowed);
  }
}
