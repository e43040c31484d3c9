package dev.lifeline.connection;

import java.time.Duration;

/**
 * The bounds of one session's outbound queue.
 *
 * @param maxBytes payload bytes that may wait
 * @param maxMessages messages that may wait
 * @param maxAge how long a message may wait, and one send may take
 */
public record OutboundLimits(long maxBytes, int maxMessages, Duration maxAge) {}
