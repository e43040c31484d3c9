/**
 * The servers that are measured beside Lifeline, each a process of its own. They answer {@code
 * ping} with a short text and publish any other text to the channel of their path, where they have
 * any.
 *
 * <p>The packages below are applications: the driver packs them as WARs.
 */
@NullMarked
package dev.lifeline.bench.peer;

import org.jspecify.annotations.NullMarked;
