package dev.lifeline.container;

import java.util.List;
import java.util.Map;

/**
 * Lifeline in one application, as JMX shows it: {@code dev.lifeline:type=Lifeline,application=…}.
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
