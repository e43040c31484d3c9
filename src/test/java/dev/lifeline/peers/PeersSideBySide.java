package dev.lifeline.peers;

import dev.lifeline.browser.ChromiumForAll;
import dev.lifeline.testing.Await;
import dev.lifeline.testing.Fault;
import dev.lifeline.testing.ServerProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Compares browser clients, each with its defaults, in one Chromium and at the same time. It takes
 * six minutes, holds nobody to anything, and is run by hand alone: the README says how.
 */
class PeersSideBySide {

  private static final Path REPORT = Path.of("target", "clients", "report.md");

  /** What has not come until then is reported so. */
  private static final Duration BOUND = Duration.ofSeconds(60);

  private static final int RESTARTS = 5;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final ChromiumForAll CHROMIUM = new ChromiumForAll();

  /** By client, the bytes of its bundle: minified, gzipped. */
  private final Map<String, String[]> sizes = new LinkedHashMap<>();

  private ServerProcess server;

  @Test
  void compare() throws Exception {
    NpmProject.BUNDLES.install();
    for (String line : NpmProject.BUNDLES.run(PATIENCE.toSeconds(), "bundle.mjs")) {
      String[] columns = line.split(" ");
      sizes.put(columns[0], columns);
    }
    server = start(0);
    int port = server.port();
    try (ForeignServers foreign = ForeignServers.start()) {
      List<String> report = new ArrayList<>();
      report.add(row("", name -> name));
      report.add(row("---", name -> "---"));
      report.add(row("a half-open link is noticed, and a new one begun, after", noticed()));
      report.add(
          row(
              "service is back after a restart of the server, median of " + RESTARTS,
              backAfterRestart(port)));
      report.add(row("attempts in the first minute of an outage", attemptsInAMinute(port)));
      report.add(row("after a close with 1000", afterNormalClose(foreign)));
      report.add(row("bundle, minified", name -> sizes.get(name)[1] + " bytes"));
      report.add(row("bundle, minified and gzipped", name -> sizes.get(name)[2] + " bytes"));
      Files.createDirectories(REPORT.getParent());
      Files.write(REPORT, report);
      report.forEach(System.out::println);
    } finally {
      server.close();
    }
  }

  /** Until the client dials anew. */
  private Function<String, String> noticed() throws Exception {
    try (Round round = new Round(server.channel("half-open"))) {
      long start = System.currentTimeMillis();
      round.all().forEach(one -> one.proxy().inflictOnOpen(Fault.halfOpen()));
      round.awaitAll(one -> one.dials().size() > 1);
      return round.results(
          one ->
              one.dials().size() > 1
                  ? seconds(one.dials().get(1) - start)
                  : "not within " + BOUND.toSeconds() + " s");
    }
  }

  /**
   * From the moment that the server can be reached again, several times, since delays are drawn by
   * lot. Until then connections are refused: a server that starts lets them wait, and would answer
   * all at once.
   */
  private Function<String, String> backAfterRestart(int port) throws Exception {
    Map<String, List<Long>> millis = new HashMap<>();
    try (Round round = new Round(server.channel("restart"))) {
      for (int restart = 0; restart < RESTARTS; restart++) {
        round.all().forEach(one -> one.proxy().refuse());
        server.close();
        server = start(port);
        long start = System.currentTimeMillis();
        round.all().forEach(one -> one.proxy().accept());
        round.awaitAll(one -> !one.opensSince(start).isEmpty());
        for (Contestant one : round.all()) {
          long back = one.opensSince(start).stream().findFirst().orElse(start + BOUND.toMillis());
          millis.computeIfAbsent(one.name(), name -> new ArrayList<>()).add(back - start);
        }
      }
    }
    return name -> {
      List<Long> sorted = millis.get(name).stream().sorted().toList();
      return seconds(sorted.get(RESTARTS / 2)) + ", longest " + seconds(sorted.get(RESTARTS - 1));
    };
  }

  private Function<String, String> attemptsInAMinute(int port) throws Exception {
    try (Round round = new Round(server.channel("outage"))) {
      server.close();
      long end = System.currentTimeMillis() + BOUND.toMillis();
      round.awaitAll(one -> System.currentTimeMillis() > end);
      Function<String, String> attempts =
          round.results(one -> String.valueOf(one.dials().size() - 1));
      server = start(port);
      return attempts;
    }
  }

  private Function<String, String> afterNormalClose(ForeignServers foreign) throws Exception {
    try (Round round = new Round(foreign.uri("farewell"))) {
      round.awaitAll(one -> one.opens().size() > 1);
      return round.results(one -> one.opens().size() > 1 ? "comes back" : "stays away");
    }
  }

  private static ServerProcess start(int port) throws Exception {
    // The pages come from the server itself, their messages through proxies.
    ServerProcess started =
        ServerProcess.run(List.of("lifeline.origins=*"), "--port", String.valueOf(port));
    started.port();
    return started;
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  private String row(String title, Function<String, String> cell) {
    return sizes.keySet().stream()
        .map(cell)
        .collect(Collectors.joining(" | ", "| " + title + " | ", " |"));
  }

  /** All clients at once, each freshly connected. */
  private final class Round implements AutoCloseable {

    private final List<Contestant> contestants = new ArrayList<>();

    Round(URI uri) throws Exception {
      URI home = URI.create("http://localhost:" + server.port() + "/");
      for (String name : sizes.keySet()) {
        contestants.add(new Contestant(name, CHROMIUM.browser(), home, uri));
      }
      for (Contestant one : contestants) {
        Await.until(one::name, PATIENCE, () -> !one.opens().isEmpty());
      }
    }

    List<Contestant> all() {
      return contestants;
    }

    /** Waits until the condition holds for all, or the bound is over. */
    void awaitAll(Predicate<Contestant> condition) throws InterruptedException {
      long end = System.currentTimeMillis() + BOUND.toMillis();
      Await.until(
          () -> contestants,
          BOUND.plus(PATIENCE),
          () -> System.currentTimeMillis() > end || contestants.stream().allMatch(condition));
    }

    Function<String, String> results(Function<Contestant, String> result) {
      Map<String, String> results =
          contestants.stream().collect(Collectors.toMap(Contestant::name, result));
      return results::get;
    }

    @Override
    public void close() {
      contestants.forEach(Contestant::close);
    }
  }
}
