package dev.lifeline.connection;

import org.jspecify.annotations.Nullable;

/**
 * How the server asks a silent peer for a sign of life.
 *
 * @param ping by a ping control frame, which the peer's WebSocket implementation answers
 * @param message by this message, which the peer's application answers; null for none
 */
public record LifeSign(boolean ping, @Nullable OutboundMessage message) {}
