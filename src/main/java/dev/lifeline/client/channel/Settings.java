package dev.lifeline.client.channel;

import dev.lifeline.client.QueueOptions;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The options of a client besides those of its connection. What each means is said at {@link
 * ChannelClientBuilder}.
 *
 * @param servers how many there are
 * @param name null for none
 * @param token null for none
 * @param welcomeTimeout from an open connection to its welcome
 */
record Settings(
    int servers,
    @Nullable String name,
    @Nullable Supplier<? extends CompletionStage<String>> token,
    Duration welcomeTimeout,
    QueueOptions queue,
    ChannelClientListener listener) {}
