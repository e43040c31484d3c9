package dev.lifeline.bench.row;

import dev.lifeline.bench.driver.Answer;
import dev.lifeline.bench.driver.LoadGenerator;
import dev.lifeline.bench.driver.Peer;
import dev.lifeline.bench.driver.Server;
import dev.lifeline.bench.driver.Settings;
import dev.lifeline.bench.driver.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Many sessions that only beat: what each costs. */
public final class IdleRow implements Row {

  private static final int BEAT_MILLIS = 5_000;

  /**
   * Before, for 15 s, each beats so often: 100,000 beats, for which the JVMs compile what they run.
   */
  private static final int REHEARSAL_BEAT_MILLIS = 1_500;

  private static final long REHEARSAL_MILLIS = 15_000;

  /** 6 s: a beat of everybody, uncounted. */
  private static final long WARM_UP_MILLIS = 6_000;

  private static final long WINDOW_MILLIS = 30_000;

  private final int sessions;

  /** With so many sessions. */
  public IdleRow(int sessions) {
    this.sessions = sessions;
  }

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String description() {
    return "%,d sessions, opened as a browser does, each with a heartbeat every %d s, evenly spread; CPU over %d s, after, uncounted, %d s of more beats, a full collection and %d s of the same. The generator does the same work for everybody: what it takes itself tells how fast the machine was in that window."
        .formatted(
            sessions,
            BEAT_MILLIS / 1_000,
            WINDOW_MILLIS / 1_000,
            REHEARSAL_MILLIS / 1_000,
            WARM_UP_MILLIS / 1_000);
  }

  @Override
  public List<Peer> peers() {
    return Arrays.stream(Peer.values())
        .filter(peer -> peer != Peer.LIFELINE_V1 && peer != Peer.OWN_SUPERVISED)
        .toList();
  }

  @Override
  public List<Column> columns() {
    return List.of(
        Column.compared("cpu", "CPU, % of a core", "%.1f"),
        Column.compared("cpuForLoad", "the same for each of the generator's", "%.2f"),
        Column.compared("heap", "live heap a session, KB", "%.1f"),
        Column.compared("rss", "RSS a session, KB", "%.1f"),
        Column.median("rttP50", "RTT p50, ms", "%.2f"),
        Column.median("rttP99", "RTT p99, ms", "%.2f"),
        Column.worst("lost", "lost, of all runs the most", "%.0f"));
  }

  @Override
  public Map<String, Double> run(Workshop workshop, Peer peer) throws Exception {
    return Objects.requireNonNull(runTogether(workshop, List.of(peer)).get(peer));
  }

  /** All at the same time, each with a generator of its own; returns the figures of each. */
  Map<Peer, Map<String, Double>> runTogether(Workshop workshop, List<Peer> peers) throws Exception {
    List<Side> sides = new ArrayList<>();
    try {
      for (Peer peer : peers) {
        sides.add(new Side(workshop, peer));
      }
      for (Side side : sides) {
        side.open();
      }
      beat(sides, REHEARSAL_BEAT_MILLIS);
      Thread.sleep(REHEARSAL_MILLIS);
      beat(sides, BEAT_MILLIS);
      for (Side side : sides) {
        // Of two equal servers the one that fills its eden in the window, not before, would look
        // dearer.
        side.server.liveHeapBytes();
      }
      Thread.sleep(WARM_UP_MILLIS);
      for (Side side : sides) {
        side.begin();
      }
      Thread.sleep(WINDOW_MILLIS);
      for (Side side : sides) {
        side.end();
      }
      Map<Peer, Map<String, Double>> figures = new EnumMap<>(Peer.class);
      for (Side side : sides) {
        figures.put(side.server.peer(), side.figures());
      }
      return figures;
    } finally {
      for (Side side : sides) {
        side.close();
      }
    }
  }

  private static void beat(List<Side> sides, int millis) throws Exception {
    for (Side side : sides) {
      side.load.ask("beat idle " + millis);
    }
  }

  /** A server and its generator. */
  private final class Side implements AutoCloseable {

    private final LoadGenerator load;
    private final Server server;
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final long heapBefore;
    private final long residentBefore;
    private Stopwatch ofServer;
    private Stopwatch ofLoad;

    Side(Workshop workshop, Peer peer) throws Exception {
      load = new LoadGenerator(workshop);
      try {
        server = Server.start(workshop, peer, Settings.NORMAL);
      } catch (Exception e) {
        load.close();
        throw e;
      }
      heapBefore = server.liveHeapBytes();
      residentBefore = server.residentBytes();
      ofServer = new Stopwatch(server::cpuSeconds);
      ofLoad = new Stopwatch(load::cpuSeconds);
    }

    void open() throws Exception {
      load.open("idle", sessions, server, "idle", 0);
    }

    void begin() throws Exception {
      load.ask("reset");
      ofServer = new Stopwatch(server::cpuSeconds);
      ofLoad = new Stopwatch(load::cpuSeconds);
    }

    void end() throws Exception {
      double cpu = ofServer.percentOfCore();
      double loadCpu = ofLoad.percentOfCore();
      figures.put("cpu", cpu);
      figures.put("loadCpu", loadCpu);
      figures.put("cpuForLoad", cpu / loadCpu);
    }

    Map<String, Double> figures() throws Exception {
      Answer answer = load.ask("stats idle");
      figures.put("start", server.startSeconds());
      figures.put("rss", (server.residentBytes() - residentBefore) / 1024.0 / sessions);
      double heapBytes = (double) (server.liveHeapBytes() - heapBefore) / sessions;
      figures.put("heapBytes", heapBytes);
      figures.put("heap", heapBytes / 1024);
      figures.put(
          "rssAfterCollection", (server.residentBytes() - residentBefore) / 1024.0 / sessions);
      figures.put("residentBefore", residentBefore / 1024.0);
      figures.put("heapBefore", heapBefore / 1024.0);
      for (String name : List.of("rttP50", "rttP99", "rttMax", "lagP99", "beats", "answers")) {
        figures.put(name, answer.find(name));
      }
      figures.put("lost", answer.get("closed") + answer.get("unanswered"));
      return figures;
    }

    @Override
    public void close() throws IOException {
      try (load) {
        server.close();
      }
    }
  }
}
