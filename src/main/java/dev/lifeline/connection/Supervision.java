package dev.lifeline.connection;

import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.HeartbeatPolicy;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What all connections share.
 *
 * @param executor runs whatever may take its time: closes, pings, the application's observers; it
 *     never refuses
 * @param registry is told each end at once, by whoever ends it
 * @param listener is told each end, by the executor, when the peer has been; must not wait
 */
record Supervision(
    HeartbeatMonitor monitor,
    HeartbeatPolicy heartbeat,
    LifeSign asked,
    OutboundLimits limits,
    OutboundBudget budget,
    Executor executor,
    Closing closing,
    BiConsumer<Connection, EndReason> registry,
    Consumer<SessionEnded> listener) {}
