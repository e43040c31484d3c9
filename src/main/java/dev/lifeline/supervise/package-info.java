/**
 * The liveness of sessions whose endpoints are the application's own.
 *
 * <p>Entry: {@link dev.lifeline.supervise.LifelineMonitor}, and {@link
 * dev.lifeline.supervise.FacadeGenerator} for annotated endpoints. Imports {@code connection},
 * {@code heartbeat}, jakarta.websocket and ASM.
 */
@NullMarked
package dev.lifeline.supervise;

import org.jspecify.annotations.NullMarked;
