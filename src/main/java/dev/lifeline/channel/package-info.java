/**
 * Who hears what: channels, their subscribers, and the store that remembers their messages and
 * members.
 *
 * <p>Entry: {@link dev.lifeline.channel.Channels}. Imports {@code protocol}, {@code connection} and
 * the clock of {@code heartbeat}.
 */
@NullMarked
package dev.lifeline.channel;

import org.jspecify.annotations.NullMarked;
