/**
 * The Java client: a connection that knows when it is dead, and comes back. The same options,
 * numbers and behaviour as {@code webapp/lifeline/}; one table of cases drives the tests of both.
 *
 * <p>Entry: {@link dev.lifeline.client.LifelineClient}. Below it, from the top down: {@link
 * dev.lifeline.client.Machine} decides, {@link dev.lifeline.client.Link} is one connection of one
 * generation, {@link dev.lifeline.client.JakartaWire} is its socket, {@link
 * dev.lifeline.client.SharedThreads} is what all clients run on.
 *
 * <p>Imports {@code protocol}, {@code Ticker} of {@code heartbeat}, and the client's part of
 * jakarta.websocket; no implementation of it.
 */
@NullMarked
package dev.lifeline.client;

import org.jspecify.annotations.NullMarked;
