package dev.lifeline.bench;

import dev.lifeline.bench.driver.Machine;
import dev.lifeline.bench.driver.Peer;
import dev.lifeline.bench.driver.Samples;
import dev.lifeline.bench.row.Column;
import dev.lifeline.bench.row.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables for people, and every run's figures for whoever calculates with them. */
final class Report {

  private final Path directory;
  private final StringBuilder text = new StringBuilder();
  private final List<String> raw = new ArrayList<>(List.of("row,peer,figure,run,value"));

  Report(Path directory, int runs) throws IOException {
    this.directory = directory;
    text.append("# Lifeline beside its peers\n\n");
    text.append("Measured on ").append(Machine.describe()).append(".\n");
    text.append("Medians of ").append(runs).append(" runs, run by run in turn. ");
    text.append(
        "In parentheses: Lifeline's figure divided by the peer's; in the row `own`, the supervised endpoint's by the bare one's.\n");
  }

  /** Adds a row, prints it, and writes the files anew. */
  void add(Row row, EnumMap<Peer, Samples> samples) throws IOException {
    StringBuilder table = new StringBuilder("\n## " + row.name() + "\n\n");
    table.append(row.description()).append("\n\n| |");
    row.columns().forEach(column -> table.append(' ').append(column.title()).append(" |"));
    table.append("\n|---|").append("---:|".repeat(row.columns().size())).append('\n');
    samples.forEach(
        (peer, of) -> {
          table.append("| ").append(peer.title()).append(" |");
          for (Column column : row.columns()) {
            table
                .append(' ')
                .append(cell(column, of, samples.get(row.peers().get(0))))
                .append(" |");
          }
          table.append('\n');
          keep(row.name(), peer.name(), of.values());
        });
    add(table.toString());
  }

  /** Adds text that is a section already. */
  void add(String section) throws IOException {
    System.out.println(section);
    text.append(section);
    Files.writeString(directory.resolve("report.md"), text);
    Files.write(directory.resolve("raw.csv"), raw);
  }

  /** Keeps the figures of all runs. */
  void keep(String row, String peer, Map<String, List<Double>> values) {
    values.forEach(
        (figure, runs) -> {
          for (int run = 0; run < runs.size(); run++) {
            raw.add("%s,%s,%s,%d,%s".formatted(row, peer, figure, run + 1, runs.get(run)));
          }
        });
  }

  private static String cell(Column column, Samples of, @Nullable Samples first) {
    double value = valueOf(column, of);
    if (Double.isNaN(value)) {
      return "";
    }
    String shown = column.format().formatted(value);
    if (!column.ratio() || of == first || first == null) {
      return shown;
    }
    return shown + " (%.2f)".formatted(valueOf(column, first) / value);
  }

  private static double valueOf(Column column, Samples samples) {
    return column.worst() ? samples.max(column.figure()) : samples.median(column.figure());
  }
}
