/** A bare echo, on the Tomcat that Lifeline carries. */
@NullMarked
package dev.lifeline.bench.peer.lean;

import org.jspecify.annotations.NullMarked;
