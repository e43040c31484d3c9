package dev.lifeline.endpoint;

import java.time.Duration;

/**
 * What holds for every client of {@code lifeline.v1}.
 *
 * @param messages what holds for its messages as for a plain client's
 * @param helloTimeout {@code lifeline.hello.timeout}
 * @param maxSubscriptions {@code lifeline.subscriptions.max}
 * @param interval of the heartbeat, to be told
 * @param timeout of the heartbeat, to be told
 * @param resumeWindow {@code lifeline.resume.window}, to be told
 */
public record ReliableRules(
    PlainRules messages,
    Duration helloTimeout,
    int maxSubscriptions,
    Duration interval,
    Duration timeout,
    Duration resumeWindow) {}
