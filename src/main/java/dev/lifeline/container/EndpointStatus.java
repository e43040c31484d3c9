package dev.lifeline.container;

import dev.lifeline.connection.EndpointFigures;
import java.util.Map;
import java.util.TreeMap;

/** One endpoint's part of {@link LifelineMXBean}; getters, as an MXBean wants them. Immutable. */
public final class EndpointStatus {

  private final String path;
  private final int openSessions;
  private final long openedSessions;
  private final Map<String, Long> endedByReason;

  EndpointStatus(String path, EndpointFigures figures) {
    this.path = path;
    this.openSessions = figures.openSessions();
    this.openedSessions = figures.openedSessions();
    this.endedByReason = new TreeMap<>();
    figures.endedByReason().forEach((reason, count) -> endedByReason.put(reason.name(), count));
  }

  /** The endpoint's path, with its variables. */
  public String getPath() {
    return path;
  }

  /** How many sessions are open. */
  public int getOpenSessions() {
    return openSessions;
  }

  /** How many have opened since the start. */
  public long getOpenedSessions() {
    return openedSessions;
  }

  /** How many have ended since the start, by the name of the reason. */
  public Map<String, Long> getEndedByReason() {
    return Map.copyOf(endedByReason);
  }
}
