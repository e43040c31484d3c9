package dev.lifeline.client;

import java.util.List;
import java.util.Random;

/**
 * What full jitter predicts of a return: the policy's own numbers, written down a second time, and
 * many thrown dice.
 */
final class JitterForecast {

  private static final double BASE_SECONDS = 1;
  private static final double CEILING_SECONDS = 10;

  /** Throws a client; with this many the forecast's own error is far below the margin. */
  private static final int THROWS = 100;

  /**
   * Standard deviations of margin: one second in three million is above it by chance, and there are
   * about ten.
   */
  private static final double MARGIN = 5;

  private JitterForecast() {}

  /**
   * The share of the clients that tries first in each second after the server's return.
   *
   * @param outages for each client the seconds from its loss to the server's return
   */
  static double[] sharePerSecond(List<Double> outages) {
    Random random = new Random(42);
    double[] shares = new double[(int) CEILING_SECONDS];
    double weight = 1.0 / (outages.size() * THROWS);
    for (double outage : outages) {
      for (int i = 0; i < THROWS; i++) {
        shares[(int) (firstTryAfter(outage, random) - outage)] += weight;
      }
    }
    return shares;
  }

  private static double firstTryAfter(double outage, Random random) {
    double time = 0;
    double bound = BASE_SECONDS;
    while (time < outage) {
      time += random.nextDouble() * bound;
      bound = Math.min(CEILING_SECONDS, 2 * bound);
    }
    return time;
  }

  /** The share that chance alone does not exceed where this one is predicted. */
  static double upperBound(double share, int clients) {
    return share + MARGIN * Math.sqrt(share * (1 - share) / clients);
  }
}
