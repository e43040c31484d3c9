package dev.lifeline.bench.row;

import dev.lifeline.bench.driver.Peer;
import dev.lifeline.bench.driver.Workshop;
import java.util.List;
import java.util.Map;

/** What the supervision of somebody's own endpoint costs, beside the same endpoint without it. */
public final class OwnRow implements Row {

  private final IdleRow idle;

  /** With so many sessions. */
  public OwnRow(int sessions) {
    idle = new IdleRow(sessions);
  }

  @Override
  public String name() {
    return "own";
  }

  @Override
  public String description() {
    return "As `idle`, but both servers at the same time, each with a generator of its own; and how long the server takes to start.";
  }

  /** The supervised one first: the others are compared with it. */
  @Override
  public List<Peer> peers() {
    return List.of(Peer.OWN_SUPERVISED, Peer.DEFAULT_ECHO);
  }

  @Override
  public List<Column> columns() {
    return List.of(
        Column.compared("cpu", "CPU, % of a core", "%.1f"),
        Column.compared("cpuForLoad", "the same for each of the generator's", "%.2f"),
        Column.compared("heapBytes", "live heap a session, bytes", "%,.0f"),
        Column.compared("start", "start, s", "%.2f"),
        Column.worst("lost", "lost, of all runs the most", "%.0f"));
  }

  @Override
  public Map<String, Double> run(Workshop workshop, Peer peer) throws Exception {
    return idle.run(workshop, peer);
  }

  /** At the same time: the difference is less than what a machine's speed changes in a minute. */
  @Override
  public Map<Peer, Map<String, Double>> run(Workshop workshop, List<Peer> peers) throws Exception {
    return idle.runTogether(workshop, peers);
  }
}
