/**
 * One supervised session: its state, its liveness, its one writer and its end.
 *
 * <p>Entry: {@link dev.lifeline.connection.Connections}. Imports {@code heartbeat}, {@code
 * protocol} and jakarta.websocket.
 */
@NullMarked
package dev.lifeline.connection;

import org.jspecify.annotations.NullMarked;
