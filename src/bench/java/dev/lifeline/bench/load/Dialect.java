package dev.lifeline.bench.load;

import java.nio.ByteBuffer;

/** What the clients and a server say to each other above WebSocket. */
enum Dialect {
  /** A text {@code ping} is answered with a short text; any other text goes to the channel. */
  PLAIN {
    @Override
    ByteBuffer beat() {
      return Frames.text("ping");
    }

    @Override
    ByteBuffer message(String payload) {
      return Frames.text(payload);
    }

    @Override
    Meaning meaningOf(ByteBuffer in, int at, int length) {
      return length <= LONGEST_ANSWER ? Meaning.ANSWER : Meaning.MESSAGE;
    }

    @Override
    int payloadOffset() {
      return 0;
    }
  },

  /** Engine.IO 4 over WebSocket, and Socket.IO 5 on it, with the events of the peer's server. */
  SOCKET_IO {
    @Override
    ByteBuffer beat() {
      return Frames.text("42[\"beat\"]");
    }

    @Override
    ByteBuffer message(String payload) {
      return Frames.text("42[\"p\",\"" + payload + "\"]");
    }

    @Override
    Meaning meaningOf(ByteBuffer in, int at, int length) {
      char packet = (char) in.get(at);
      if (packet == '0') {
        return Meaning.HELLO;
      }
      if (packet == '2') {
        return Meaning.PING;
      }
      if (packet == '4' && in.get(at + 1) == '0') {
        return Meaning.WELCOME;
      }
      return length <= LONGEST_ANSWER ? Meaning.ANSWER : Meaning.MESSAGE;
    }

    @Override
    int payloadOffset() {
      return "42[\"m\",\"".length();
    }
  };

  /** What a text of the server is. */
  enum Meaning {
    /** The answer to a heartbeat. */
    ANSWER,
    /** What somebody has published. */
    MESSAGE,
    /** Engine.IO's opening, answered by connecting. */
    HELLO,
    /** Socket.IO's answer to that: the client is in. */
    WELCOME,
    /** Engine.IO's ping, a text. */
    PING
  }

  /** Longer than any answer to a heartbeat, shorter than any message. */
  private static final int LONGEST_ANSWER = 16;

  abstract ByteBuffer beat();

  abstract ByteBuffer message(String payload);

  abstract Meaning meaningOf(ByteBuffer in, int at, int length);

  /** Where in a message's text its payload begins. */
  abstract int payloadOffset();
}
