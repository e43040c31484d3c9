package dev.lifeline.session;

import java.time.Duration;

/**
 * The bounds of sessions.
 *
 * @param window how long a session waits for its client
 * @param maxDetached how many sessions may wait; beyond it those go that have waited for longest
 * @param single whether an identity has one session at a time
 */
public record SessionLimits(Duration window, int maxDetached, boolean single) {}
