package dev.lifeline.connection;

import java.time.Duration;

/**
 * The bounds of what waits to be sent.
 *
 * @param maxBytes payload bytes that may wait in one session's queue
 * @param maxMessages messages that may wait in one session's queue
 * @param maxAge how long a message may wait, and one send may take
 * @param totalBytes payload bytes that may wait in all queues together
 */
public record OutboundLimits(long maxBytes, int maxMessages, Duration maxAge, long totalBytes) {}
