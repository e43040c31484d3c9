package dev.lifeline.connection;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A session has ended: {@code void ended(@Observes SessionEnded event)}. Fired once for every
 * session that was supervised, on a thread of the executor, after it has left its channel.
 *
 * @param sessionId the id that the container gave it, unique on this node
 * @param requestUri the URI of its handshake
 * @param reason why it ended
 * @param lasted how long it was open
 * @param lastMessageTime when its peer was last heard
 * @param missedBeats how many intervals of silence were counted at its end
 * @param roundTripTime the last round trip, or empty where none was measured
 * @param smoothedRoundTripTime the moving average of them
 */
public record SessionEnded(
    String sessionId,
    URI requestUri,
    EndReason reason,
    Duration lasted,
    Instant lastMessageTime,
    int missedBeats,
    Optional<Duration> roundTripTime,
    Optional<Duration> smoothedRoundTripTime) {}
