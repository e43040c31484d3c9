package dev.lifeline.bench.row;

import dev.lifeline.bench.driver.Answer;
import dev.lifeline.bench.driver.LoadGenerator;
import dev.lifeline.bench.driver.Peer;
import dev.lifeline.bench.driver.Server;
import dev.lifeline.bench.driver.Settings;
import dev.lifeline.bench.driver.Workshop;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The server's process is stopped for longer than its deadline, and goes on. */
public final class FreezeRow implements Row {

  private static final Settings SETTINGS =
      new Settings(Duration.ofSeconds(2), Duration.ofSeconds(6));

  private static final int LIVE = 2_000;
  private static final int DYING = 200;
  private static final int BEAT_MILLIS = 1_000;
  private static final long WARM_UP_MILLIS = 4_000;
  private static final long FROZEN_MILLIS = 15_000;
  private static final long DEATH_MILLIS = 5_000;

  /** Past the timeout after the thaw. */
  private static final long PATIENCE_MILLIS = 3_000;

  @Override
  public String name() {
    return "freeze";
  }

  @Override
  public String description() {
    return "%,d clients beat every second; the server is stopped for %d s (SIGSTOP) with a timeout of %d s. %d others die %d s into the freeze: their closes, counted from the thaw."
        .formatted(
            LIVE,
            FROZEN_MILLIS / 1_000,
            SETTINGS.timeout().toSeconds(),
            DYING,
            DEATH_MILLIS / 1_000);
  }

  @Override
  public List<Peer> peers() {
    return List.of(Peer.LIFELINE, Peer.SCAN, Peer.NETTY, Peer.WS);
  }

  @Override
  public List<Column> columns() {
    return List.of(
        Column.median("falseCloses", "live ones closed", "%.0f"),
        Column.worst("falseCloses", "the same, most of all runs", "%.0f"),
        Column.median("closeP50", "dead closed after the thaw, p50, ms", "%.0f"),
        Column.worst("closeMax", "last of all runs, ms", "%.0f"),
        Column.worst(
            "missed", "dead not closed %d s past it".formatted(PATIENCE_MILLIS / 1_000), "%.0f"));
  }

  @Override
  public Map<String, Double> run(Workshop workshop, Peer peer) throws Exception {
    try (LoadGenerator load = new LoadGenerator(workshop);
        Server server = Server.start(workshop, peer, SETTINGS)) {
      load.open("live", LIVE, server, "live", 0);
      load.ask("beat live " + BEAT_MILLIS);
      load.open("dying", DYING, server, "dying", 0);
      load.ask("beat dying " + BEAT_MILLIS);
      Thread.sleep(WARM_UP_MILLIS);
      server.freeze();
      Thread.sleep(DEATH_MILLIS);
      load.ask("silence dying");
      Thread.sleep(FROZEN_MILLIS - DEATH_MILLIS);
      load.ask("mark");
      server.thaw();
      Thread.sleep(SETTINGS.timeout().toMillis() + PATIENCE_MILLIS);
      Answer dying = load.ask("since dying");
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("falseCloses", load.ask("stats live").get("closed"));
      for (String name : List.of("closeMin", "closeP50", "closeMax")) {
        figures.put(name, dying.find(name));
      }
      figures.put("missed", dying.get("clients") - dying.get("closed"));
      return figures;
    }
  }
}
