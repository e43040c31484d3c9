/**
 * Who hears what: channels and their subscribers.
 *
 * <p>Entry: {@link dev.lifeline.channel.Channels}. Imports {@code protocol} and {@code connection}.
 */
@NullMarked
package dev.lifeline.channel;

import org.jspecify.annotations.NullMarked;
