package dev.lifeline.connection;

import java.net.URI;

/**
 * A session has opened and is supervised: {@code void opened(@Observes SessionOpened event)}. Fired
 * once for every session that is not refused, on a thread of the executor, before its {@link
 * SessionEnded}; it may have ended already.
 *
 * @param sessionId the id that the container gave it, unique on this node
 * @param requestUri the URI of its handshake
 */
public record SessionOpened(String sessionId, URI requestUri) {}
