package dev.lifeline.client.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the server has said of this client.
 *
 * @param resumed whether its session goes on: then every publish keeps its outcome. Else it is a
 *     new one
 * @param identity who the client is to the server and to others; null without a name
 * @param expiresIn until the credentials run out; null where they do not
 */
public record Welcome(boolean resumed, @Nullable String identity, @Nullable Duration expiresIn) {}
