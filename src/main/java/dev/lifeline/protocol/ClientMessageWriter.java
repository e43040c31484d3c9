package dev.lifeline.protocol;

import dev.lifeline.protocol.ClientMessage.Authenticate;
import dev.lifeline.protocol.ClientMessage.Hello;
import dev.lifeline.protocol.ClientMessage.Publish;
import dev.lifeline.protocol.ClientMessage.Subscribe;
import dev.lifeline.protocol.ClientMessage.Unsubscribe;
import jakarta.json.stream.JsonGenerator;
import org.jspecify.annotations.Nullable;

/** Writes one message of a client as JSON. Not thread-safe. */
final class ClientMessageWriter {

  private final JsonGenerator json;

  ClientMessageWriter(JsonGenerator json) {
    this.json = json;
  }

  void write(ClientMessage message) {
    json.writeStartObject();
    json.write("type", message.type());
    if (message instanceof Publish publish) {
      json.write("channel", publish.channel());
      json.write("seq", publish.seq());
      ServerMessageWriter.payload(json, publish.payload());
    } else if (message instanceof Subscribe subscribe) {
      subscribe(subscribe);
    } else if (message instanceof Unsubscribe unsubscribe) {
      json.write("channel", unsubscribe.channel());
    } else if (message instanceof Hello hello) {
      optional("session", hello.session());
      optional("token", hello.token());
      optional("name", hello.name());
    } else if (message instanceof Authenticate authenticate) {
      json.write("token", authenticate.token());
    }
    json.writeEnd();
  }

  private void subscribe(Subscribe subscribe) {
    json.write("channel", subscribe.channel());
    Position after = subscribe.after();
    if (after != null) {
      json.write("epoch", after.epoch());
      json.write("offset", after.offset());
    }
    if (subscribe.history() > 0) {
      json.write("history", subscribe.history());
    }
    if (subscribe.presence()) {
      json.write("presence", true);
    }
  }

  private void optional(String name, @Nullable String value) {
    if (value != null) {
      json.write(name, value);
    }
  }
}
