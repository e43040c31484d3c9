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
import jakarta.json.stream.JsonGenerator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one message of the server as JSON. Not thread-safe. */
final class ServerMessageWriter {

  private final JsonGenerator json;

  ServerMessageWriter(JsonGenerator json) {
    this.json = json;
  }

  void write(ServerMessage message) {
    json.writeStartObject();
    json.write("type", message.type());
    if (message instanceof Delivered delivered) {
      delivered(delivered);
    } else if (message instanceof Ack ack) {
      ack(ack);
    } else if (message instanceof Welcome welcome) {
      welcome(welcome);
    } else if (message instanceof Refused refused) {
      refused(refused);
    } else if (message instanceof Subscribed subscribed) {
      subscribed(subscribed);
    } else if (message instanceof Unsubscribed unsubscribed) {
      json.write("channel", unsubscribed.channel());
    } else if (message instanceof Presence presence) {
      json.write("channel", presence.channel());
      members("joined", presence.joined());
      members("left", presence.left());
    } else if (message instanceof Failure failure) {
      json.write("reason", failure.reason().text());
    } else if (message instanceof Expiring expiring) {
      json.write("in", expiring.in().toMillis());
    } else if (message instanceof Draining draining) {
      json.write("retryIn", draining.retryIn().toMillis());
    }
    json.writeEnd();
  }

  private void delivered(Delivered delivered) {
    json.write("channel", delivered.channel());
    json.write("offset", delivered.offset());
    payload(json, delivered.payload());
    optional("from", delivered.from());
  }

  /** Writes a payload as the field that its kind has, for messages of either side. */
  static void payload(JsonGenerator json, Payload payload) {
    if (payload instanceof Payload.Text text) {
      json.write("text", text.text());
    } else if (payload instanceof Payload.Binary binary) {
      byte[] base64 = Base64.getEncoder().encode(binary.data().duplicate()).array();
      json.write("binary", new String(base64, StandardCharsets.US_ASCII));
    }
  }

  private void ack(Ack ack) {
    json.write("seq", ack.seq());
    optional("channel", ack.channel());
    if (ack.position() != null) {
      position(ack.position());
    }
  }

  private void welcome(Welcome welcome) {
    json.write("session", welcome.session());
    json.write("resumed", welcome.resumed());
    json.write("seq", welcome.seq());
    json.write("window", welcome.window());
    json.write("interval", welcome.interval().toMillis());
    json.write("timeout", welcome.timeout().toMillis());
    json.write("resumeWindow", welcome.resumeWindow().toMillis());
    optional("identity", welcome.identity());
    if (welcome.expiresIn() != null) {
      json.write("expiresIn", welcome.expiresIn().toMillis());
    }
  }

  private void refused(Refused refused) {
    if (refused.seq() != null) {
      json.write("seq", refused.seq());
    }
    json.write("channel", refused.channel());
    json.write("reason", refused.reason().text());
  }

  private void subscribed(Subscribed subscribed) {
    json.write("channel", subscribed.channel());
    position(subscribed.position());
    if (subscribed.last() > subscribed.position().offset()) {
      json.write("last", subscribed.last());
    }
    if (subscribed.recovered() != null) {
      json.write("recovered", subscribed.recovered());
    }
    if (subscribed.members() != null) {
      members("members", subscribed.members());
    }
  }

  private void position(Position position) {
    json.write("epoch", position.epoch());
    json.write("offset", position.offset());
  }

  private void members(String name, List<Member> members) {
    json.writeStartArray(name);
    for (Member member : members) {
      json.writeStartObject();
      optional("identity", member.identity());
      json.write("session", member.session());
      json.writeEnd();
    }
    json.writeEnd();
  }

  private void optional(String name, @Nullable String value) {
    if (value != null) {
      json.write(name, value);
    }
  }
}
