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

/**
 * A tenth of many sessions say a last word at one instant and nothing more. They keep their sockets
 * open and read, but answer no ping.
 */
public final class MassDeathRow implements Row {

  private static final Settings SETTINGS =
      new Settings(Duration.ofMillis(3_500), Duration.ofSeconds(6));

  /** Far below the timeout, however the generator or the machine is held up. */
  private static final int BEAT_MILLIS = 3_000;

  /** The stalled readers' sockets are full by then, and nobody has been closed for it yet. */
  private static final long STALL_BEFORE_DEADLINE_MILLIS = 3_000;

  /** How long after their deadline the dead are waited for: past the second interval of ws. */
  private static final long PATIENCE_MILLIS = 10_000;

  private static final long LOOK_MILLIS = 500;

  /** So many die before, uncounted: a server that runs has closed somebody before. */
  private static final int REHEARSAL = 500;

  private static final long REHEARSAL_PATIENCE_MILLIS = 1_500;

  private final int sessions;
  private final boolean stalled;

  /** With or without stalled readers of another channel. */
  public MassDeathRow(int sessions, boolean stalled) {
    this.sessions = sessions;
    this.stalled = stalled;
  }

  @Override
  public String name() {
    return stalled ? "mass-death-stalled" : "mass-death";
  }

  @Override
  public String description() {
    return "A tenth of %,d sessions go silent at one instant; timeout %d s, the others beat every %d s; %d more have died before, uncounted.%s Closes past the deadline, as they arrive at the client. `ws` closes between one and two of its intervals after the last pong: its interval is the timeout, so that it is never early."
        .formatted(
            sessions,
            SETTINGS.timeout().toSeconds(),
            BEAT_MILLIS / 1_000,
            REHEARSAL,
            stalled
                ? " From %d s before the deadline %s."
                    .formatted(STALL_BEFORE_DEADLINE_MILLIS / 1_000, StalledReaders.DESCRIPTION)
                : "");
  }

  @Override
  public List<Peer> peers() {
    return List.of(Peer.LIFELINE, Peer.SCAN, Peer.WS);
  }

  @Override
  public List<Column> columns() {
    return List.of(
        Column.median("closeMin", "first, ms", "%.0f"),
        Column.compared("closeP50", "p50, ms", "%.0f"),
        Column.compared("closeP99", "p99, ms", "%.0f"),
        Column.worst("closeMax", "last of all runs, ms", "%.0f"),
        Column.worst(
            "missed", "not closed %d s past it".formatted(PATIENCE_MILLIS / 1_000), "%.0f"),
        Column.worst("falseCloses", "live ones closed", "%.0f"));
  }

  @Override
  public Map<String, Double> run(Workshop workshop, Peer peer) throws Exception {
    try (LoadGenerator load = new LoadGenerator(workshop);
        Server server = Server.start(workshop, peer, SETTINGS)) {
      load.open("live", sessions - sessions / 10, server, "live", 0);
      load.ask("beat live " + BEAT_MILLIS);
      load.open("rehearsal", REHEARSAL, server, "rehearsal", 0);
      Thread.sleep(SETTINGS.timeout().toMillis() + REHEARSAL_PATIENCE_MILLIS);
      load.open("doomed", sessions / 10, server, "doomed", 0);
      StalledReaders readers = stalled ? StalledReaders.open(load, server, "noise") : null;
      Thread.sleep(BEAT_MILLIS);
      load.ask("silence doomed");
      long timeout = SETTINGS.timeout().toMillis();
      Thread.sleep(timeout - STALL_BEFORE_DEADLINE_MILLIS);
      if (readers != null) {
        readers.stall();
      }
      Thread.sleep(STALL_BEFORE_DEADLINE_MILLIS);
      Answer doomed = awaitCloses(load);
      Map<String, Double> figures = new LinkedHashMap<>();
      for (String name : List.of("closeMin", "closeP50", "closeP99", "closeMax")) {
        figures.put(name, doomed.find(name) - timeout);
      }
      figures.put("missed", doomed.get("clients") - doomed.get("closed"));
      figures.put("falseCloses", load.ask("stats live").get("closed"));
      if (stalled) {
        figures.put("publisherClosed", load.ask("stats publisher").get("closed"));
        figures.put("stalledClosed", load.ask("stats stalled").get("closed"));
      }
      figures.put("lagP99", load.ask("stats live").find("lagP99"));
      return figures;
    }
  }

  private static Answer awaitCloses(LoadGenerator load) throws Exception {
    Answer doomed = load.ask("closes doomed");
    for (long waited = 0;
        waited < PATIENCE_MILLIS && doomed.get("closed") < doomed.get("clients");
        waited += LOOK_MILLIS) {
      Thread.sleep(LOOK_MILLIS);
      doomed = load.ask("closes doomed");
    }
    return doomed;
  }
}
