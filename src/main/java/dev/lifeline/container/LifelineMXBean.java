package dev.lifeline.container;

import java.util.List;
import java.util.Map;

/**
 * The figures of Lifeline in one application, to be injected where there is CDI, and as JMX shows
 * them: {@code dev.lifeline:type=Lifeline,application=…}. Safe for use by any thread.
 */
public interface LifelineMXBean {

  /** How many sessions are supervised. */
  int getOpenSessions();

  /** How many have ended since the start, by the name of the reason. */
  Map<String, Long> getEndedByReason();

  /** How many bytes wait to be sent, in all queues of Lifeline's own together. */
  long getWaitingBytes();

  /** Whether the sessions are being sent away. */
  boolean isDraining();

  /** The endpoints that have had a session. */
  List<EndpointStatus> getEndpoints();
}
