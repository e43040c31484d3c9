/**
 * Who is alive: the clock, the signs of life, the timing wheel and the monitor that judges silence.
 *
 * <p>Entry: {@link dev.lifeline.heartbeat.HeartbeatMonitor}. Imports the JDK alone, so that every
 * rule of time can be tested on a fake {@link dev.lifeline.heartbeat.Ticker}.
 */
@NullMarked
package dev.lifeline.heartbeat;

import org.jspecify.annotations.NullMarked;
