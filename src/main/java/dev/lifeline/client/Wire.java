package dev.lifeline.client;

import java.nio.ByteBuffer;
import java.util.List;

/** The socket of one link. Used in the lane. */
interface Wire {

  /** False before it opens, and from the moment that either side begins to close. */
  boolean isOpen();

  /** The subprotocol that the server has chosen; empty for none, and before it opens. */
  String protocol();

  /** Sends a message of the application's after those that wait. */
  void send(OutgoingMessage message);

  /** Sends a beat or the like ahead of the application's messages. */
  void sendAhead(OutgoingMessage message);

  /** Sends a ping frame ahead of the application's messages. */
  void ping(ByteBuffer payload);

  /** Bytes that were given to be sent and are not sent yet. */
  long bufferedAmount();

  /**
   * Gives the socket up, whatever state it is in, without waiting for anything.
   *
   * @return the application's messages that it had not begun to send, in order
   */
  List<OutgoingMessage> abandon(int code, String reason);

  /** Closes the socket when what waits is sent, but soon. Nothing more is told. */
  void close(int code, String reason);

  /** What a wire tells, in the lane. */
  interface Listener {

    /** It is open; told once, before all else but an end. */
    void opened();

    /** A whole text message has arrived. */
    void text(String message);

    /** A whole binary message has arrived. */
    void binary(ByteBuffer message);

    /** A part of a message has arrived, which is not its last. */
    void part();

    /** A pong frame has arrived. */
    void pong(ByteBuffer payload);

    /** It is over. Told once, and last. */
    void ended(End end);
  }
}
