package dev.lifeline.protocol;

/** A message of {@code lifeline.v1}; each is described in PROTOCOL.md. */
public sealed interface Message permits ClientMessage, ServerMessage {

  /** The value of its field {@code type}. */
  String type();
}
