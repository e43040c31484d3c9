package dev.lifeline.client;

import java.util.function.DoubleSupplier;

/**
 * What a client's state machine stands on; the tests put virtual ones in their place.
 *
 * @param lane where all of it happens
 * @param timers for what happens later
 * @param wires makes sockets
 * @param tokens asks for tokens
 * @param random from 0 up to 1, uniform
 */
record Surroundings(Lane lane, Timers timers, Wires wires, Tokens tokens, DoubleSupplier random) {}
