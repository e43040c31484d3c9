package dev.lifeline.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.ServerProcess;
import dev.lifeline.testing.TyrusAlone;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two thousand clients, on the default implementation, of one server that is restarted. */
@ExtendWith(TyrusAlone.class)
class StormIT {

  private static final int CLIENTS = 2_000;

  /** So long the server is away at least: the delays of all have reached their ceiling then. */
  private static final Duration AWAY = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Path PICTURE = Path.of("target/storm.svg");

  @Test
  void allReturnNoneTwiceAndNoMoreInASecondThanFullJitterPredicts() throws Exception {
    List<Member> members = new ArrayList<>();
    int port;
    try {
      try (ServerProcess first = ServerProcess.start("lifeline.drain.window=0s")) {
        port = first.port();
        URI channel = first.channel("storm");
        for (int i = 0; i < CLIENTS; i++) {
          members.add(new Member(channel));
        }
        Await.until(() -> countOf(members, 1), PATIENCE, () -> countOf(members, 1) == CLIENTS);
        assertTrue(ClientThreads.ours() <= 60, () -> ClientThreads.names().toString());
        first.terminate();
        Await.until(() -> lost(members), PATIENCE, () -> lost(members) == CLIENTS);
      }
      long awayUntil = System.nanoTime() + AWAY.toNanos();
      Await.until(() -> "away", PATIENCE, () -> System.nanoTime() - awayUntil > 0);
      try (ServerProcess second = ServerProcess.run(List.of(), "--port", String.valueOf(port))) {
        second.port();
        Await.until(() -> countOf(members, 2), PATIENCE, () -> countOf(members, 2) == CLIENTS);
        theySpreadAsFullJitterPredicts(members);
        long settledUntil = System.nanoTime() + Duration.ofSeconds(12).toNanos();
        Await.until(() -> "settled", PATIENCE, () -> System.nanoTime() - settledUntil > 0);
        assertEquals(CLIENTS, countOf(members, 2), "nobody twice, and nobody lost again");
        members.forEach(member -> assertEquals(ClientState.OPEN, member.client.status().state()));
      }
    } finally {
      members.forEach(member -> member.client.close());
    }
    ClientThreads.awaitNone();
  }

  /**
   * Judged by when the attempts began that succeeded: how fast the server then answers is not the
   * clients' doing, and while it starts it answers none.
   */
  private static void theySpreadAsFullJitterPredicts(List<Member> members) throws Exception {
    long returnNanos =
        members.stream()
            .mapToLong(m -> m.attemptNanos)
            .reduce((a, b) -> b - a < 0 ? b : a)
            .orElseThrow();
    List<Double> outages = members.stream().map(m -> seconds(returnNanos - m.lostNanos)).toList();
    List<Double> attempts =
        members.stream().map(m -> seconds(m.attemptNanos - returnNanos)).toList();
    List<Double> openings = members.stream().map(m -> seconds(m.openNanos - returnNanos)).toList();
    double[] forecast = JitterForecast.sharePerSecond(outages);
    double highest = Arrays.stream(forecast).max().orElseThrow();
    double bound = JitterForecast.upperBound(highest, CLIENTS);
    SpreadPicture.write(PICTURE, openings, forecast, bound);
    double[] shares = new double[forecast.length];
    attempts.forEach(t -> shares[Math.min(shares.length - 1, t.intValue())] += 1.0 / CLIENTS);
    String found =
        IntStream.range(0, shares.length)
            .mapToObj(s -> String.format("%d s: %.3f (%.3f)", s, shares[s], forecast[s]))
            .toList()
            .toString();
    System.out.println(
        "StormIT: share of the returns by second, in brackets as predicted: " + found);
    System.out.printf(
        "StormIT: bound %.3f, last opening after %.1f s%n",
        bound, openings.stream().mapToDouble(t -> t).max().orElseThrow());
    for (double share : shares) {
      assertTrue(share <= bound, found + " above " + bound);
    }
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private static long countOf(List<Member> members, int openings) {
    return members.stream().filter(member -> member.openings == openings).count();
  }

  private static long lost(List<Member> members) {
    return members.stream().filter(member -> member.lostNanos != 0).count();
  }

  /** A client, and when what happened to it. */
  private static final class Member implements ClientListener {

    private final LifelineClient client;

    private volatile int openings;
    private volatile long lostNanos;
    private volatile long attemptNanos;
    private volatile long openNanos;

    Member(URI channel) {
      client = LifelineClient.builder(channel).listener(this).connect();
    }

    @Override
    public void opened(LifelineClient told) {
      openNanos = System.nanoTime();
      openings = openings + 1;
    }

    @Override
    public void closed(LifelineClient told, int code, String reason) {
      lostNanos = System.nanoTime();
    }

    @Override
    public void status(LifelineClient told, ClientStatus status) {
      if (status.state() == ClientState.CONNECTING) {
        attemptNanos = System.nanoTime();
      }
    }
  }
}
