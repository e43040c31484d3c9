/** A bare echo, on Tomcat's own settings. */
@NullMarked
package dev.lifeline.bench.peer.echo;

import org.jspecify.annotations.NullMarked;
