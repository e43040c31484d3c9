/**
 * The benchmark: Lifeline beside its peers in the same run. {@code load} makes the clients, {@code
 * peer} has the servers, {@code driver} the processes and the report, {@code row} what is measured,
 * {@code micro} what is measured inside a JVM.
 *
 * <p>Entry: {@link dev.lifeline.bench.Benchmark}.
 */
@NullMarked
package dev.lifeline.bench;

import org.jspecify.annotations.NullMarked;
