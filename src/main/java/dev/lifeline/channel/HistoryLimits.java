package dev.lifeline.channel;

import java.time.Duration;

/**
 * The bounds of what is remembered.
 *
 * @param messages of one channel
 * @param maxAge of a message, and of a channel that nobody uses any more
 * @param totalBytes of all channels together, in memory
 */
public record HistoryLimits(int messages, Duration maxAge, long totalBytes) {}
