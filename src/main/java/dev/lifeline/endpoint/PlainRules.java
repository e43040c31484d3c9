package dev.lifeline.endpoint;

import dev.lifeline.connection.HeartbeatTexts;

/**
 * What holds for the messages of every client.
 *
 * @param heartbeats the texts that are answered instead of published
 * @param maxMessageBytes the largest message, in bytes of payload
 */
public record PlainRules(HeartbeatTexts heartbeats, int maxMessageBytes) {}
