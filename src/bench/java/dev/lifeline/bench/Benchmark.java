package dev.lifeline.bench;

import dev.lifeline.bench.driver.Machine;
import dev.lifeline.bench.driver.NodePeers;
import dev.lifeline.bench.driver.Peer;
import dev.lifeline.bench.driver.Samples;
import dev.lifeline.bench.driver.Workshop;
import dev.lifeline.bench.micro.MicroRow;
import dev.lifeline.bench.row.FanOutRow;
import dev.lifeline.bench.row.FreezeRow;
import dev.lifeline.bench.row.IdleRow;
import dev.lifeline.bench.row.MassDeathRow;
import dev.lifeline.bench.row.OwnRow;
import dev.lifeline.bench.row.Row;
import dev.lifeline.bench.row.SlowReadersRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Measures Lifeline beside its peers and writes {@code target/bench/report.md}. Properties: {@code
 * bench} chooses rows, {@code bench.peers} peers, {@code bench.runs} and {@code bench.sessions}
 * their number.
 */
public final class Benchmark {

  private Benchmark() {}

  /** Goes through all rows that are chosen. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    int runs = Integer.getInteger("bench.runs", 5);
    int sessions = Integer.getInteger("bench.sessions", 10_000);
    List<String> names = new ArrayList<>(List.of(MicroRow.NAME));
    rows(sessions).forEach(row -> names.add(row.name()));
    checkNames("bench", names);
    checkNames("bench.peers", Arrays.stream(Peer.values()).map(Benchmark::nameOf).toList());
    Workshop workshop = new Workshop();
    boolean node = Machine.hasNode();
    if (node) {
      NodePeers.install(workshop);
    } else {
      System.out.println("Node is not here: ws and Socket.IO are left out");
    }
    Report report = new Report(workshop.file("."), runs);
    if (isChosen("bench", MicroRow.NAME)) {
      Samples samples = new Samples();
      MicroRow.run(workshop, runs, samples);
      report.keep(MicroRow.NAME, Peer.LIFELINE.name(), samples.values());
      report.add(MicroRow.section(samples));
    }
    for (Row row : rows(sessions)) {
      if (isChosen("bench", row.name())) {
        measure(row, workshop, runs, node, report);
      }
    }
  }

  private static List<Row> rows(int sessions) {
    return List.of(
        new IdleRow(sessions),
        new OwnRow(sessions),
        new MassDeathRow(sessions, false),
        new MassDeathRow(sessions, true),
        new FreezeRow(),
        new FanOutRow(false),
        new FanOutRow(true),
        new SlowReadersRow());
  }

  private static void measure(Row row, Workshop workshop, int runs, boolean node, Report report)
      throws Exception {
    EnumMap<Peer, Samples> samples = new EnumMap<>(Peer.class);
    List<Peer> peers =
        row.peers().stream()
            .filter(peer -> node || !peer.needsNode())
            .filter(peer -> isChosen("bench.peers", nameOf(peer)))
            .collect(Collectors.toCollection(ArrayList::new));
    // Run by run in turn, and each time the other way round: what changes on the machine meanwhile
    // meets everybody.
    for (int run = 1; run <= runs; run++) {
      for (var figures : row.run(workshop, peers).entrySet()) {
        Peer peer = figures.getKey();
        System.out.printf("%s %d/%d %s %s%n", row.name(), run, runs, peer, figures.getValue());
        samples.computeIfAbsent(peer, p -> new Samples()).add(figures.getValue());
      }
      Collections.reverse(peers);
    }
    report.add(row, samples);
  }

  private static String nameOf(Peer peer) {
    return peer.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A name that is misspelt would leave its row or peer out without a word. */
  private static void checkNames(String property, List<String> known) {
    for (String name : System.getProperty(property, "").split(",", -1)) {
      if (!name.isEmpty() && !known.contains(name)) {
        throw new IllegalArgumentException(property + ": " + name + " is none of " + known);
      }
    }
  }

  private static boolean isChosen(String property, String name) {
    String chosen = System.getProperty(property, "");
    return chosen.isEmpty() || List.of(chosen.split(",")).contains(name);
  }
}
