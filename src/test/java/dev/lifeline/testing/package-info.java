/**
 * Tools of the tests: a WebSocket client that does only what it is told, and waiting with a
 * deadline.
 */
package dev.lifeline.testing;
