package dev.lifeline.protocol;

/**
 * A place in a channel: after the message of this offset.
 *
 * @param epoch within which the offsets count
 * @param offset of a message, from 1; 0 before the first
 */
public record Position(String epoch, long offset) {}
