package dev.lifeline.config;

import dev.lifeline.heartbeat.HeartbeatPolicy;
import java.time.Duration;
import java.util.Set;

/**
 * Lifeline's configuration, checked. The parameters are described in the README.
 *
 * @param heartbeat {@code lifeline.heartbeat.profile}, {@code .interval} and {@code .timeout}, with
 *     {@code lifeline.handler.timeout}
 * @param heartbeatMessages {@code lifeline.heartbeat.messages}, with the empty text
 * @param serverBeat {@code lifeline.heartbeat.server}
 * @param serverMessage {@code lifeline.heartbeat.server-message}
 * @param maxMessageBytes {@code lifeline.message.max-size}
 * @param outboundMaxBytes {@code lifeline.outbound.max-bytes}
 * @param outboundMaxMessages {@code lifeline.outbound.max-messages}
 * @param outboundMaxAge {@code lifeline.outbound.max-age}
 * @param outboundTotalBytes {@code lifeline.outbound.total-bytes}
 * @param compression {@code lifeline.compression}
 * @param origins {@code lifeline.origins}; empty for the page's own alone
 * @param maxConnections {@code lifeline.connections.max}
 * @param reliability those of {@code lifeline.v1}
 * @param endpoint {@code lifeline.endpoint}: whether Lifeline's own is deployed
 * @param supervised which of the application's own endpoints are
 * @param drainWindow {@code lifeline.drain.window}; zero where there is to be no drain
 * @param drainTimeout {@code lifeline.drain.timeout}
 */
public record Configuration(
    HeartbeatPolicy heartbeat,
    Set<String> heartbeatMessages,
    ServerBeat serverBeat,
    String serverMessage,
    int maxMessageBytes,
    long outboundMaxBytes,
    int outboundMaxMessages,
    Duration outboundMaxAge,
    long outboundTotalBytes,
    boolean compression,
    Set<String> origins,
    int maxConnections,
    Reliability reliability,
    boolean endpoint,
    Supervised supervised,
    Duration drainWindow,
    Duration drainTimeout) {}
