/**
 * What outlives a connection: who a client is, what it has published, and for how long it may come
 * back.
 *
 * <p>Entry: {@link dev.lifeline.session.Sessions}. Imports {@code protocol}, {@code connection} and
 * {@code channel}.
 */
@NullMarked
package dev.lifeline.session;

import org.jspecify.annotations.NullMarked;
