package dev.lifeline.config;

/** How the server asks for a sign of life: {@code lifeline.heartbeat.server}. */
public enum ServerBeat {
  /** By ping control frames. */
  PING,
  /** By a text message that the client's application answers. */
  MESSAGE,
  /** By either, for paths that swallow control frames. */
  BOTH
}
