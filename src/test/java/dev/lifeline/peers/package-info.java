/**
 * WebSocket clients that were not written here, against the runnable WAR. They run on Node, from
 * {@code src/test/npm}.
 */
package dev.lifeline.peers;
