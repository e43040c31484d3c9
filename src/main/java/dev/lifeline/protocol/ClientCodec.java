package dev.lifeline.protocol;

import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a client says and reads what the server says, as PROTOCOL.md has it: the other half
 * of {@link Codec}. Safe for use by any thread.
 *
 * <p>To be made by a thread of the application, since the implementation of JSON is looked for with
 * its class loader.
 */
public final class ClientCodec {

  private final JsonParserFactory parsers;
  private final JsonGeneratorFactory generators;

  /** Finds the implementation of JSON. */
  public ClientCodec() {
    JsonProvider json = JsonProvider.provider();
    parsers = json.createParserFactory(Map.of());
    generators = json.createGeneratorFactory(Map.of());
  }

  /** Writes a message of the client. */
  public String encode(ClientMessage message) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = generators.createGenerator(text)) {
      new ClientMessageWriter(json).write(message);
    }
    return text.toString();
  }

  /**
   * Reads a message of the server. Fields that are not known are passed over.
   *
   * @return null where its type is not known
   * @throws BadMessageException if the protocol does not allow it, whatever the state
   */
  public @Nullable ServerMessage decode(String text) throws BadMessageException {
    return ServerMessageReader.of(object(text)).read();
  }

  private JsonObject object(String text) throws BadMessageException {
    try (JsonParser parser = parsers.createParser(new StringReader(text))) {
      parser.next();
      JsonObject object = parser.getObject();
      if (!parser.hasNext()) {
        return object;
      }
    } catch (RuntimeException e) {
      // Said below. Parsson throws a plain one for what is nested too deeply.
    }
    throw new BadMessageException("no JSON object");
  }
}
