package dev.lifeline.bench.row;

import dev.lifeline.bench.driver.Answer;
import dev.lifeline.bench.driver.LoadGenerator;
import dev.lifeline.bench.driver.Peer;
import dev.lifeline.bench.driver.Server;
import dev.lifeline.bench.driver.Settings;
import dev.lifeline.bench.driver.Workshop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A broadcast of 1 MB/s: what stalled readers cost the healthy ones, and the server. */
public final class SlowReadersRow implements Row {

  private static final int HEALTHY = 50;

  /** Stalled readers of another channel before: a server that runs has closed some before. */
  private static final long REHEARSAL_MILLIS = 3_000;

  /** In which the JVMs compile what they run. */
  private static final long WARM_UP_MILLIS = 9_000;

  /**
   * lifeline.outbound.max-age is 10 s; 1 s for the judgement and 5 s for the socket come on top.
   */
  private static final long WINDOW_MILLIS = 16_000;

  private static final long WINDOW_ALONE_MILLIS = 10_000;

  private static final long LOOK_MILLIS = 200;

  @Override
  public String name() {
    return "slow-readers";
  }

  @Override
  public String description() {
    return "%d healthy readers of a broadcast of 1 MB/s (%d messages of %,d bytes a second), alone for %d s and beside %d that come and stop reading for %d s, each after %d s of the broadcast alone, and after as many stalled readers of another channel. Stalled ones are gone when the server has closed their sockets."
        .formatted(
            HEALTHY,
            StalledReaders.MESSAGES_PER_SECOND,
            StalledReaders.MESSAGE_BYTES,
            WINDOW_ALONE_MILLIS / 1_000,
            StalledReaders.COUNT,
            WINDOW_MILLIS / 1_000,
            WARM_UP_MILLIS / 1_000);
  }

  @Override
  public List<Peer> peers() {
    return List.of(Peer.LIFELINE, Peer.WS);
  }

  @Override
  public List<Column> columns() {
    return List.of(
        Column.median("p99Alone", "p99 alone, ms", "%.2f"),
        Column.median("p99Beside", "p99 beside stalled, ms", "%.2f"),
        Column.median("ratio", "beside / alone", "%.2f"),
        Column.worst("closedBeside", "healthy ones closed", "%.0f"),
        Column.median("delivered", "delivered beside, %", "%.1f"),
        Column.worst("peakBeside", "RSS added at its peak, MB", "%.0f"),
        Column.worst("peakAlone", "the same alone, MB", "%.0f"),
        Column.worst(
            "remaining", "stalled ones left after %d s".formatted(WINDOW_MILLIS / 1_000), "%.0f"),
        Column.worst("goneSeconds", "last one gone after, s", "%.1f"));
  }

  @Override
  public Map<String, Double> run(Workshop workshop, Peer peer) throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    double alone = measure(workshop, peer, false, figures);
    double beside = measure(workshop, peer, true, figures);
    figures.put("ratio", beside / alone);
    return figures;
  }

  /** Returns the healthy readers' p99. */
  private static double measure(
      Workshop workshop, Peer peer, boolean stalled, Map<String, Double> figures) throws Exception {
    String suffix = stalled ? "Beside" : "Alone";
    try (LoadGenerator load = new LoadGenerator(workshop);
        Server server = Server.start(workshop, peer, Settings.NORMAL)) {
      StalledReaders.open(load, server, "rehearsal")
          .fill(StalledReaders.MESSAGES_PER_SECOND, REHEARSAL_MILLIS);
      load.open("healthy", HEALTHY, server, "room", 0);
      load.ask("beat healthy 5000");
      load.ask(
          "publish healthy %d %d"
              .formatted(StalledReaders.MESSAGE_BYTES, StalledReaders.MESSAGES_PER_SECOND));
      Thread.sleep(WARM_UP_MILLIS);
      final long residentBefore = server.residentBytes();
      if (stalled) {
        load.open(
            "stalled", StalledReaders.COUNT, server, "room", StalledReaders.RECEIVE_BUFFER_BYTES);
        load.ask("stall stalled");
      }
      final int filesBefore = server.openFiles();
      load.ask("reset");
      awaitEnd(server, filesBefore, stalled, figures);
      Answer healthy = load.ask("stats healthy");
      figures.put("p50" + suffix, healthy.get("deliveryP50"));
      figures.put("p99" + suffix, healthy.get("deliveryP99"));
      figures.put("max" + suffix, healthy.get("deliveryMax"));
      figures.put(
          "delivered",
          100
              * healthy.get("deliveries")
              / (HEALTHY * (healthy.get("published") + healthy.get("skipped"))));
      figures.put("closed" + suffix, healthy.get("closed"));
      figures.put("skipped" + suffix, healthy.get("skipped"));
      figures.put("peak" + suffix, (server.peakResidentBytes() - residentBefore) / 1024.0 / 1024.0);
      return healthy.get("deliveryP99");
    }
  }

  /** Looks until the window is over when the stalled ones' sockets go. */
  private static void awaitEnd(
      Server server, int filesBefore, boolean stalled, Map<String, Double> figures)
      throws Exception {
    long start = System.nanoTime();
    double goneSeconds = Double.NaN;
    double seconds = 0;
    int remaining = StalledReaders.COUNT;
    long window = stalled ? WINDOW_MILLIS : WINDOW_ALONE_MILLIS;
    while (seconds * 1_000 < window) {
      Thread.sleep(LOOK_MILLIS);
      seconds = (System.nanoTime() - start) / 1e9;
      int now = Math.max(0, StalledReaders.COUNT - (filesBefore - server.openFiles()));
      if (now < remaining) {
        goneSeconds = seconds;
      }
      remaining = Math.min(remaining, now);
    }
    if (stalled) {
      figures.put("remaining", (double) remaining);
      figures.put("goneSeconds", goneSeconds);
    }
  }
}
