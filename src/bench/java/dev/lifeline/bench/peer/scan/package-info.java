/** The tutorials' scan over all sessions each second. */
@NullMarked
package dev.lifeline.bench.peer.scan;

import org.jspecify.annotations.NullMarked;
