package dev.lifeline.bench.row;

/**
 * A figure in a table.
 *
 * @param figure its name among those of a run
 * @param title with its unit
 * @param format as of String.format
 * @param worst the largest of all runs is shown, not the median
 * @param ratio Lifeline's as a part of the peer's is shown too
 */
public record Column(String figure, String title, String format, boolean worst, boolean ratio) {

  /** The median, with Lifeline's ratio to it. */
  static Column compared(String figure, String title, String format) {
    return new Column(figure, title, format, false, true);
  }

  /** The median alone. */
  static Column median(String figure, String title, String format) {
    return new Column(figure, title, format, false, false);
  }

  /** The largest of all runs. */
  static Column worst(String figure, String title, String format) {
    return new Column(figure, title, format, true, false);
  }
}
