/**
 * The load generator: thousands of WebSocket clients on one thread of a process of its own, driven
 * by lines on its standard input.
 *
 * <p>Entry: {@link dev.lifeline.bench.load.Generator}. Imports the JDK alone.
 */
@NullMarked
package dev.lifeline.bench.load;

import org.jspecify.annotations.NullMarked;
