/**
 * What tests of several packages share: the clock that they set, the doubles of the WebSocket API,
 * a WebSocket client that does only what it is told, a proxy that spoils connections ({@link
 * dev.lifeline.testing.FaultProxy}), and waiting with a deadline.
 */
package dev.lifeline.testing;
