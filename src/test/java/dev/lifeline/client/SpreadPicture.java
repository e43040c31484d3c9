package dev.lifeline.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A picture of a return: a bar for each tenth of a second, the forecast as steps over them. */
final class SpreadPicture {

  private static final int WIDTH = 960;
  private static final int HEIGHT = 420;
  private static final int LEFT = 60;
  private static final int BASE_LINE = 360;
  private static final int TOP = 60;
  private static final int BARS_PER_SECOND = 10;

  private final StringBuilder svg = new StringBuilder();
  private final double secondWidth;
  private final double most;

  private SpreadPicture(int seconds, double most) {
    secondWidth = (WIDTH - LEFT - 20.0) / seconds;
    this.most = most;
  }

  /**
   * Writes it.
   *
   * @param returns when each client came back, in seconds after the first
   * @param forecast the share of them in each second
   * @param bound the share that none may exceed
   */
  static void write(Path file, List<Double> returns, double[] forecast, double bound)
      throws IOException {
    SpreadPicture picture = new SpreadPicture(forecast.length, bound * returns.size() * 1.1);
    picture.draw(returns, forecast, bound);
    Files.writeString(file, picture.svg);
  }

  private void draw(List<Double> returns, double[] forecast, double bound) {
    add("<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'", WIDTH, HEIGHT);
    add(" font-family='sans-serif' font-size='13'>\n<rect width='100%%' height='100%%'");
    add(" fill='white'/>\n<text x='%d' y='25' font-size='17'>", LEFT);
    add("%d clients return after a restart of their server</text>\n", returns.size());
    add("<text x='%d' y='45' fill='#555'>bars: clients in a tenth of a second, ", LEFT);
    add("times ten; steps: full jitter's forecast for the second; line: the bound</text>\n");
    int[] bars = new int[forecast.length * BARS_PER_SECOND];
    for (double time : returns) {
      bars[Math.min(bars.length - 1, (int) (time * BARS_PER_SECOND))]++;
    }
    for (int i = 0; i < bars.length; i++) {
      double perSecond = bars[i] * (double) BARS_PER_SECOND;
      double x = LEFT + i * secondWidth / BARS_PER_SECOND;
      rectangle(x, perSecond, secondWidth / BARS_PER_SECOND - 1, "#4a90d9");
    }
    for (int second = 0; second < forecast.length; second++) {
      double y = y(forecast[second] * returns.size());
      double x = LEFT + second * secondWidth;
      line(x, y, x + secondWidth, "#d0021b");
      add("<text x='%.1f' y='%d'>%d s</text>\n", x, BASE_LINE + 20, second);
    }
    double y = y(bound * returns.size());
    line(LEFT, y, LEFT + forecast.length * secondWidth, "#f5a623");
    add("<text x='5' y='%.1f'>%.0f</text>\n", y + 4, bound * returns.size());
    line(LEFT, BASE_LINE, LEFT + forecast.length * secondWidth, "#333");
    add("</svg>\n");
  }

  private void rectangle(double x, double value, double width, String colour) {
    double top = Math.max(TOP, y(value));
    add("<rect x='%.1f' y='%.1f' width='%.1f'", x, top, width);
    add(" height='%.1f' fill='%s'/>\n", BASE_LINE - top, colour);
  }

  private void line(double x, double y, double end, String colour) {
    add("<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f'", x, y, end, y);
    add(" stroke='%s' stroke-width='2'/>\n", colour);
  }

  private double y(double value) {
    return BASE_LINE - (BASE_LINE - TOP) * value / most;
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
