package dev.lifeline.config;

import java.time.Duration;

/**
 * The parameters of {@code lifeline.v1}, checked.
 *
 * @param helloTimeout {@code lifeline.hello.timeout}
 * @param historySize {@code lifeline.history.size}
 * @param historyTotalBytes {@code lifeline.history.total-bytes}
 * @param resumeWindow {@code lifeline.resume.window}
 * @param maxSessions {@code lifeline.resume.max-sessions}
 * @param maxSubscriptions {@code lifeline.subscriptions.max}
 * @param presenceGrace {@code lifeline.presence.grace}
 * @param singleSession {@code lifeline.session.single}
 */
public record Reliability(
    Duration helloTimeout,
    int historySize,
    long historyTotalBytes,
    Duration resumeWindow,
    int maxSessions,
    int maxSubscriptions,
    Duration presenceGrace,
    boolean singleSession) {}
