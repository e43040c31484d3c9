package dev.lifeline.protocol;

import dev.lifeline.protocol.ServerMessage.Ack;
import dev.lifeline.protocol.ServerMessage.Delivered;
import dev.lifeline.protocol.ServerMessage.Draining;
import dev.lifeline.protocol.ServerMessage.Expiring;
import dev.lifeline.protocol.ServerMessage.Failure;
import dev.lifeline.protocol.ServerMessage.Presence;
import dev.lifeline.protocol.ServerMessage.Refused;
import dev.lifeline.protocol.ServerMessage.Subscribed;
import dev.lifeline.protocol.ServerMessage.Unsubscribed;
import dev.lifeline.protocol.ServerMessage.Welcome;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message of the server. What is not known is passed over, since a server may add to what
 * it says; what is known has to be as PROTOCOL.md has it. Not thread-safe.
 */
final class ServerMessageReader {

  private final JsonObject object;

  /** Of the message, or of what is nested in it: a part of each fault. */
  private final String type;

  private ServerMessageReader(JsonObject object, String type) {
    this.object = object;
    this.type = type;
  }

  static ServerMessageReader of(JsonObject object) throws BadMessageException {
    if (object.get("type") instanceof JsonString type) {
      return new ServerMessageReader(object, type.getString());
    }
    throw new BadMessageException("type: a text is missing");
  }

  /** The message; null where its type is not known. */
  @Nullable ServerMessage read() throws BadMessageException {
    return switch (type) {
      case "message" -> new Delivered(text("channel"), number("offset"), payload(), from());
      case "ack" -> ack();
      case "welcome" -> welcome();
      case "refused" -> refused();
      case "subscribed" -> subscribed();
      case "unsubscribed" -> new Unsubscribed(text("channel"));
      case "presence" -> new Presence(text("channel"), members("joined"), members("left"));
      case "error" -> new Failure(reason());
      case "expiring" -> new Expiring(millis("in"));
      case "draining" -> new Draining(millis("retryIn"));
      default -> null;
    };
  }

  private Welcome welcome() throws BadMessageException {
    long window = number("window");
    if (window == 0) {
      throw fault("window", "nothing could be published");
    }
    return new Welcome(
        text("session"),
        flag("resumed"),
        number("seq"),
        (int) Math.min(window, Integer.MAX_VALUE),
        millis("interval"),
        millis("timeout"),
        millis("resumeWindow"),
        optionalText("identity"),
        has("expiresIn") ? millis("expiresIn") : null);
  }

  private Ack ack() throws BadMessageException {
    return new Ack(number("seq"), optionalText("channel"), has("epoch") ? position() : null);
  }

  private Refused refused() throws BadMessageException {
    Long seq = has("seq") ? Long.valueOf(number("seq")) : null;
    return new Refused(seq, text("channel"), reason());
  }

  private Subscribed subscribed() throws BadMessageException {
    Boolean recovered = has("recovered") ? Boolean.valueOf(flag("recovered")) : null;
    Position position = position();
    return new Subscribed(
        text("channel"),
        position,
        has("last") ? number("last") : position.offset(),
        recovered,
        has("members") ? members("members") : null);
  }

  private Position position() throws BadMessageException {
    return new Position(text("epoch"), number("offset"));
  }

  private Payload payload() throws BadMessageException {
    String text = optionalText("text");
    String binary = optionalText("binary");
    if (text != null && binary == null) {
      return new Payload.Text(text);
    }
    if (binary != null && text == null) {
      return new Payload.Binary(bytes(binary));
    }
    throw fault("text", "either text or binary has to be there");
  }

  private ByteBuffer bytes(String base64) throws BadMessageException {
    try {
      return ByteBuffer.wrap(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw fault("binary", "no base64");
    }
  }

  private @Nullable String from() throws BadMessageException {
    return optionalText("from");
  }

  /** All reasons of the protocol: its name is its version, and another would have another name. */
  private Reason reason() throws BadMessageException {
    String said = text("reason");
    for (Reason reason : Reason.values()) {
      if (reason.text().equals(said)) {
        return reason;
      }
    }
    throw fault("reason", "an unknown one");
  }

  private List<Member> members(String name) throws BadMessageException {
    if (!(object.get(name) instanceof JsonArray array)) {
      throw fault(name, "a list is missing");
    }
    List<Member> members = new ArrayList<>(array.size());
    for (JsonValue value : array) {
      if (!(value instanceof JsonObject member)) {
        throw fault(name, "no object");
      }
      ServerMessageReader nested = new ServerMessageReader(member, type + "." + name);
      members.add(new Member(nested.optionalText("identity"), nested.text("session")));
    }
    return List.copyOf(members);
  }

  private boolean has(String name) {
    return object.containsKey(name);
  }

  private String text(String name) throws BadMessageException {
    if (object.get(name) instanceof JsonString text) {
      return text.getString();
    }
    throw fault(name, "a text is missing");
  }

  private @Nullable String optionalText(String name) throws BadMessageException {
    return has(name) ? text(name) : null;
  }

  private boolean flag(String name) throws BadMessageException {
    JsonValue value = object.get(name);
    if (JsonValue.TRUE.equals(value)) {
      return true;
    }
    if (JsonValue.FALSE.equals(value)) {
      return false;
    }
    throw fault(name, "a boolean is missing");
  }

  private Duration millis(String name) throws BadMessageException {
    return Duration.ofMillis(number(name));
  }

  /** From 0 to 2^53-1, the largest number that is exact in JavaScript. */
  private long number(String name) throws BadMessageException {
    try {
      if (object.get(name) instanceof JsonNumber number && number.isIntegral()) {
        long value = number.longValueExact();
        if (value >= 0 && value <= Fields.MAX_NUMBER) {
          return value;
        }
      }
    } catch (ArithmeticException e) {
      // Said below.
    }
    throw fault(name, "a whole number is missing");
  }

  private BadMessageException fault(String name, String what) {
    return new BadMessageException(type + "." + name + ": " + what);
  }
}
