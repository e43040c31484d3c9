/**
 * What is measured: each row is a scenario that every peer goes through, once a run.
 *
 * <p>Entry: {@link dev.lifeline.bench.row.Row}. Imports {@code driver}.
 */
@NullMarked
package dev.lifeline.bench.row;

import org.jspecify.annotations.NullMarked;
