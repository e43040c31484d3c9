package dev.lifeline.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who is present in a channel.
 *
 * @param identity null for a client without a name
 * @param session the public name of its session, from which nobody can resume
 */
public record Member(@Nullable String identity, String session) {}
