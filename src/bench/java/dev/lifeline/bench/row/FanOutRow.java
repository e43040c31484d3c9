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

/** One channel with many readers: at a rate that nobody minds, and as fast as it goes. */
public final class FanOutRow implements Row {

  private static final int READERS = 2_000;
  private static final int MESSAGE_BYTES = 128;

  /** 20 messages a second are 40,000 deliveries: about half of what one core of this can read. */
  private static final int MESSAGES_PER_SECOND = 20;

  /** So many messages have not reached everybody: the server never waits for the generator. */
  private static final int WINDOW = 4;

  private static final long WARM_UP_MILLIS = 3_000;
  private static final long RATE_MILLIS = 5_000;
  private static final long FLOOD_MILLIS = 5_000;

  /**
   * What fills the sockets of stalled readers before: 3 MB to each. What the system buffers for one
   * is 2.6 MB on the loopback; what is above waits in the server, and is below anybody's bounds.
   */
  private static final int FILLING_PER_SECOND = 250;

  private static final long FILLING_MILLIS = 1_500;

  private final boolean stalled;

  /** With or without stalled readers of the same channel. */
  public FanOutRow(boolean stalled) {
    this.stalled = stalled;
  }

  @Override
  public String name() {
    return stalled ? "fan-out-stalled" : "fan-out";
  }

  @Override
  public String description() {
    return "One channel of %,d readers, messages of %d bytes%s. Latency and CPU at %d messages a second over %d s; the most deliveries with %d messages underway over %d s."
        .formatted(
            READERS,
            MESSAGE_BYTES,
            stalled
                ? ", and of %d more that do not read, with full sockets at the beginning"
                    .formatted(StalledReaders.COUNT)
                : "",
            MESSAGES_PER_SECOND,
            RATE_MILLIS / 1_000,
            WINDOW,
            FLOOD_MILLIS / 1_000);
  }

  @Override
  public List<Peer> peers() {
    return List.of(Peer.LIFELINE, Peer.LIFELINE_V1, Peer.WS, Peer.SOCKET_IO);
  }

  @Override
  public List<Column> columns() {
    return List.of(
        Column.compared("p50", "p50, ms", "%.2f"),
        Column.compared("p99", "p99, ms", "%.2f"),
        Column.compared("perCore", "deliveries a second and core of CPU", "%,.0f"),
        Column.compared("most", "most deliveries a second", "%,.0f"),
        Column.compared("mostPerCore", "the same a core", "%,.0f"),
        Column.worst("lost", "readers closed", "%.0f"));
  }

  @Override
  public Map<String, Double> run(Workshop workshop, Peer peer) throws Exception {
    try (LoadGenerator load = new LoadGenerator(workshop);
        Server server = Server.start(workshop, peer, Settings.NORMAL)) {
      if (stalled) {
        StalledReaders readers = StalledReaders.open(load, server, "room");
        readers.fill(FILLING_PER_SECOND, FILLING_MILLIS);
      }
      load.open("readers", READERS, server, "room", 0);
      Map<String, Double> figures = new LinkedHashMap<>();
      load.ask("publish readers %d %d".formatted(MESSAGE_BYTES, MESSAGES_PER_SECOND));
      Thread.sleep(WARM_UP_MILLIS);
      measureRate(load, server, figures);
      load.ask("flood readers %d %d".formatted(MESSAGE_BYTES, WINDOW));
      measureMost(load, server, figures);
      figures.put("lost", load.ask("stats readers").get("closed"));
      return figures;
    }
  }

  private static void measureRate(LoadGenerator load, Server server, Map<String, Double> figures)
      throws Exception {
    load.ask("reset");
    Stopwatch watch = new Stopwatch(server::cpuSeconds);
    Thread.sleep(RATE_MILLIS);
    double cpuSeconds = watch.cpuSeconds();
    Answer answer = load.ask("stats readers");
    figures.put("p50", answer.get("deliveryP50"));
    figures.put("p99", answer.get("deliveryP99"));
    figures.put("perCore", answer.get("deliveries") / cpuSeconds);
    figures.put("deliveries", answer.get("deliveries"));
  }

  private static void measureMost(LoadGenerator load, Server server, Map<String, Double> figures)
      throws Exception {
    load.ask("reset");
    Stopwatch watch = new Stopwatch(server::cpuSeconds);
    Stopwatch ofLoad = new Stopwatch(load::cpuSeconds);
    Thread.sleep(FLOOD_MILLIS);
    double deliveries = load.ask("stats readers").get("deliveries");
    figures.put("most", deliveries / watch.seconds());
    figures.put("mostPerCore", deliveries / watch.cpuSeconds());
    figures.put("mostLoadCpu", ofLoad.percentOfCore());
  }
}
