package dev.lifeline.protocol;

import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one flat JSON object, each of which is taken once: what is left over is unknown.
 * The work is bounded by the text's length, and by nothing that the text says. Not thread-safe.
 */
final class Fields {

  /** 16: twice as many as any message has. */
  private static final int MAX_FIELDS = 16;

  /**
   * Digits alone, up to 9,999,999,999,999,999: as text, since {@code 1e999999999} as a number is
   * the memory of a machine.
   */
  private static final Pattern WHOLE = Pattern.compile("0|[1-9]\\d{0,15}");

  /** 2^53-1, the largest number that is exact in JavaScript. */
  static final long MAX_NUMBER = (1L << 53) - 1;

  /** Strings, booleans, and numbers as {@link Literal}. */
  private final Map<String, Object> values;

  private final String type;

  private Fields(Map<String, Object> values) throws BadMessageException {
    this.values = values;
    if (!(values.remove("type") instanceof String said)) {
      throw new BadMessageException("type: a text is missing");
    }
    this.type = said;
  }

  /** Reads the text, which is one object and nothing else. */
  static Fields read(JsonParserFactory parsers, String text) throws BadMessageException {
    try (JsonParser parser = parsers.createParser(new StringReader(text))) {
      if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
        throw new BadMessageException("no JSON object");
      }
      Map<String, Object> values = new HashMap<>();
      while (parser.next() != JsonParser.Event.END_OBJECT) {
        String name = parser.getString();
        if (values.put(name, scalar(parser)) != null) {
          throw new BadMessageException("a field is there twice");
        }
        if (values.size() > MAX_FIELDS) {
          throw new BadMessageException("too many fields");
        }
      }
      if (parser.hasNext()) {
        throw new BadMessageException("something follows the object");
      }
      return new Fields(values);
    } catch (JsonException | IllegalStateException | NoSuchElementException e) {
      throw new BadMessageException("no JSON");
    }
  }

  private static Object scalar(JsonParser parser) throws BadMessageException {
    return switch (parser.next()) {
      case VALUE_STRING -> wellFormed(parser.getString());
      case VALUE_NUMBER -> new Literal(parser.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw new BadMessageException("a value is no text, number or boolean");
    };
  }

  private static String wellFormed(String text) throws BadMessageException {
    if (!Payload.isWellFormed(text)) {
      throw new BadMessageException("a text has half a surrogate pair");
    }
    return text;
  }

  String type() {
    return type;
  }

  String text(String name, int maxLength) throws BadMessageException {
    return required(name, optionalText(name, maxLength), "a text is missing");
  }

  @Nullable String optionalText(String name, int maxLength) throws BadMessageException {
    Object value = values.remove(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)) {
      throw fault(name, "no text");
    }
    if (text.isEmpty() || text.length() > maxLength) {
      throw fault(name, "1 to " + maxLength + " characters are allowed");
    }
    return text;
  }

  /** A text of any length, the empty one too. */
  @Nullable String optionalContent(String name) throws BadMessageException {
    Object value = values.remove(name);
    if (value != null && !(value instanceof String)) {
      throw fault(name, "no text");
    }
    return (String) value;
  }

  long number(String name, long least) throws BadMessageException {
    return required(name, optionalNumber(name, least, MAX_NUMBER), "a whole number is missing");
  }

  @Nullable Long optionalNumber(String name, long least, long most) throws BadMessageException {
    Object value = values.remove(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Literal literal) || !WHOLE.matcher(literal.digits).matches()) {
      throw fault(name, "no whole number");
    }
    long number = Long.parseLong(literal.digits);
    if (number < least || number > most) {
      throw fault(name, least + " to " + most + " is allowed");
    }
    return number;
  }

  boolean flag(String name) throws BadMessageException {
    Object value = values.remove(name);
    if (value != null && !(value instanceof Boolean)) {
      throw fault(name, "no boolean");
    }
    return Boolean.TRUE.equals(value);
  }

  /** To be called when all that is known has been taken. */
  void end() throws BadMessageException {
    if (!values.isEmpty()) {
      throw new BadMessageException(type + ": an unknown field");
    }
  }

  /** For a type that is known: it becomes a part of the text. */
  BadMessageException fault(String name, String what) {
    return new BadMessageException(type + "." + name + ": " + what);
  }

  private <T> T required(String name, @Nullable T value, String what) throws BadMessageException {
    if (value == null) {
      throw fault(name, what);
    }
    return value;
  }

  /** A number as it was written. */
  private record Literal(String digits) {}
}
