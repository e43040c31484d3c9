package dev.lifeline.protocol;

import dev.lifeline.protocol.ClientMessage.Authenticate;
import dev.lifeline.protocol.ClientMessage.Bye;
import dev.lifeline.protocol.ClientMessage.Hello;
import dev.lifeline.protocol.ClientMessage.Publish;
import dev.lifeline.protocol.ClientMessage.Subscribe;
import dev.lifeline.protocol.ClientMessage.Unsubscribe;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client says and writes what the server says, as PROTOCOL.md has it. Safe for use by
 * any thread.
 *
 * <p>To be made by a thread of the application, since the implementation of JSON is looked for with
 * its class loader.
 */
public final class Codec {

  /** Longer than any session's id. */
  private static final int MAX_SESSION = 64;

  /** 8,192 characters: room for a JSON Web Token with many claims. */
  private static final int MAX_TOKEN = 8_192;

  private static final int MAX_NAME = 128;

  /** The longest name of a channel that there can be. */
  private static final int MAX_CHANNEL = 128;

  private static final int MAX_EPOCH = 64;

  /** A million: far above what any history keeps. */
  private static final int MAX_HISTORY = 1_000_000;

  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

  private final JsonParserFactory parsers;
  private final JsonGeneratorFactory generators;

  /** Finds the implementation of JSON. */
  public Codec() {
    JsonProvider json = JsonProvider.provider();
    parsers = json.createParserFactory(Map.of());
    generators = json.createGeneratorFactory(Map.of());
  }

  /**
   * Reads a client's message.
   *
   * @param text no larger than the caller allows a message to be
   * @throws BadMessageException if the protocol does not allow it, whatever the state
   */
  public ClientMessage decode(String text) throws BadMessageException {
    Fields fields = Fields.read(parsers, text);
    ClientMessage message =
        switch (fields.type()) {
          case "hello" -> hello(fields);
          case "publish" -> publish(fields);
          case "subscribe" -> subscribe(fields);
          case "unsubscribe" -> new Unsubscribe(fields.text("channel", MAX_CHANNEL));
          case "authenticate" -> new Authenticate(fields.text("token", MAX_TOKEN));
          case "bye" -> new Bye();
          default -> throw new BadMessageException("type: an unknown one");
        };
    fields.end();
    return message;
  }

  private static Hello hello(Fields fields) throws BadMessageException {
    String name = fields.optionalText("name", MAX_NAME);
    if (name != null && CONTROLS.matcher(name).find()) {
      throw fields.fault("name", "control characters are not allowed");
    }
    return new Hello(
        fields.optionalText("session", MAX_SESSION), fields.optionalText("token", MAX_TOKEN), name);
  }

  private static Publish publish(Fields fields) throws BadMessageException {
    return new Publish(
        fields.text("channel", MAX_CHANNEL), fields.number("seq", 1), payload(fields));
  }

  private static Payload payload(Fields fields) throws BadMessageException {
    String text = fields.optionalContent("text");
    String binary = fields.optionalContent("binary");
    if ((text == null) == (binary == null)) {
      throw fields.fault("text", "either text or binary has to be there");
    }
    return text != null ? new Payload.Text(text) : new Payload.Binary(bytes(fields, binary));
  }

  private static ByteBuffer bytes(Fields fields, @Nullable String base64)
      throws BadMessageException {
    try {
      // The decoder would do without the padding.
      if (base64 != null && base64.length() % 4 == 0) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw fields.fault("binary", "no base64");
  }

  private static Subscribe subscribe(Fields fields) throws BadMessageException {
    String channel = fields.text("channel", MAX_CHANNEL);
    String epoch = fields.optionalText("epoch", MAX_EPOCH);
    Long offset = fields.optionalNumber("offset", 0, Fields.MAX_NUMBER);
    Long history = fields.optionalNumber("history", 0, MAX_HISTORY);
    if ((epoch == null) != (offset == null)) {
      throw fields.fault("offset", "epoch and offset come together");
    }
    if (offset != null && history != null) {
      throw fields.fault("history", "not together with a position");
    }
    return new Subscribe(
        channel,
        epoch == null || offset == null ? null : new Position(epoch, offset),
        history == null ? 0 : history.intValue(),
        fields.flag("presence"));
  }

  /** Writes a message of the server. */
  public String encode(ServerMessage message) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = generators.createGenerator(text)) {
      new ServerMessageWriter(json).write(message);
    }
    return text.toString();
  }
}
