package dev.lifeline.bench.load;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What the clients and a server say to each other above WebSocket. */
enum Dialect {
  /** A text {@code ping} is answered with a short text; any other text goes to the channel. */
  PLAIN {
    @Override
    ByteBuffer beat() {
      return Frames.text("ping");
    }

    @Override
    ByteBuffer message(String channel, long number, String payload) {
      return Frames.text(payload);
    }

    @Override
    Meaning meaningOf(ByteBuffer in, int at, int length) {
      return length <= LONGEST_ANSWER ? Meaning.ANSWER : Meaning.MESSAGE;
    }

    @Override
    int payloadOffset(ByteBuffer in, int at, int length) {
      return 0;
    }

    @Override
    boolean opensWithTheHandshake() {
      return true;
    }
  },

  /** Lifeline's subprotocol: every message has its place, and every publish its answer. */
  LIFELINE_V1 {
    @Override
    String header() {
      return "Sec-WebSocket-Protocol: lifeline.v1\n";
    }

    @Override
    ByteBuffer greeting() {
      return Frames.text("{\"type\":\"hello\"}");
    }

    @Override
    ByteBuffer join(String channel) {
      return Frames.text("{\"type\":\"subscribe\",\"channel\":\"" + channel + "\"}");
    }

    @Override
    ByteBuffer beat() {
      return Frames.text("ping");
    }

    @Override
    ByteBuffer message(String channel, long number, String payload) {
      return Frames.text(
          "{\"type\":\"publish\",\"channel\":\"%s\",\"seq\":%d,\"text\":\"%s\"}"
              .formatted(channel, number, payload));
    }

    @Override
    Meaning meaningOf(ByteBuffer in, int at, int length) {
      if (in.get(at) != '{') {
        return Meaning.ANSWER;
      }
      return switch (in.get(at + TYPE)) {
        case 'w' -> Meaning.HELLO;
        case 's' -> Meaning.WELCOME;
        case 'm' -> Meaning.MESSAGE;
        default -> Meaning.OTHER;
      };
    }

    @Override
    int payloadOffset(ByteBuffer in, int at, int length) {
      for (int i = TYPE; i < length; i++) {
        if (in.get(at + i) == 't' && in.get(at + i + 3) == 't' && in.get(at + i + 5) == ':') {
          return i + "text\":\"".length();
        }
      }
      throw new IllegalStateException("a message without a text");
    }
  },

  /** Engine.IO 4 over WebSocket, and Socket.IO 5 on it, with the events of the peer's server. */
  SOCKET_IO {
    @Override
    ByteBuffer beat() {
      return Frames.text("42[\"beat\"]");
    }

    @Override
    ByteBuffer join(String channel) {
      return Frames.text("40");
    }

    @Override
    ByteBuffer message(String channel, long number, String payload) {
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
    int payloadOffset(ByteBuffer in, int at, int length) {
      return "42[\"m\",\"".length();
    }
  };

  /** What a text of the server is. */
  enum Meaning {
    /** The answer to a heartbeat. */
    ANSWER,
    /** What somebody has published. */
    MESSAGE,
    /** Engine.IO's opening, Lifeline's welcome: answered by joining. */
    HELLO,
    /** The answer to that: the client is in. */
    WELCOME,
    /** Engine.IO's ping, a text. */
    PING,
    /** Nothing that is counted. */
    OTHER
  }

  /** Longer than any answer to a heartbeat, shorter than any message. */
  private static final int LONGEST_ANSWER = 16;

  /** Where in a message of Lifeline's its type begins. */
  private static final int TYPE = "{\"type\":\"".length();

  /** A line of the handshake's header, or nothing. */
  String header() {
    return "";
  }

  /** Whether a client is in as soon as its handshake is answered. */
  boolean opensWithTheHandshake() {
    return false;
  }

  /** What a client says first; null where the server does. */
  @Nullable ByteBuffer greeting() {
    return null;
  }

  /** The answer to a hello. */
  ByteBuffer join(String channel) {
    throw new IllegalStateException(this + " has no hello");
  }

  abstract ByteBuffer beat();

  /**
   * A message to a channel.
   *
   * @param number of this publisher's messages, from 1
   */
  abstract ByteBuffer message(String channel, long number, String payload);

  abstract Meaning meaningOf(ByteBuffer in, int at, int length);

  /** Where in a message's text its payload begins. */
  abstract int payloadOffset(ByteBuffer in, int at, int length);
}
