package dev.lifeline.bench.row;

import dev.lifeline.bench.driver.Peer;
import dev.lifeline.bench.driver.Workshop;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One scenario, and the table it becomes. */
public interface Row {

  /** What it is chosen by: {@code -Dbench=idle,freeze}. */
  String name();

  /** What was done, in a sentence or two. */
  String description();

  /** Those who go through it, Lifeline first. */
  List<Peer> peers();

  /** The columns of the table, left to right. */
  List<Column> columns();

  /** Goes through it once, in processes of its own; returns figures by name. */
  Map<String, Double> run(Workshop workshop, Peer peer) throws Exception;

  /** Lets some go through it once: one after the other, unless the row says otherwise. */
  default Map<Peer, Map<String, Double>> run(Workshop workshop, List<Peer> peers) throws Exception {
    Map<Peer, Map<String, Double>> figures = new EnumMap<>(Peer.class);
    for (Peer peer : peers) {
      figures.put(peer, run(workshop, peer));
    }
    return figures;
  }
}
