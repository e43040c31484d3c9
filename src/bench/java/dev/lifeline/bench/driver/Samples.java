package dev.lifeline.bench.driver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of one peer in one row, one value a run. Not thread-safe. */
public final class Samples {

  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  /** Adds one run's figures. */
  public void add(Map<String, Double> run) {
    run.forEach((name, value) -> values.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
  }

  /** The middle of all runs; NaN where there is none. */
  public double median(String name) {
    List<Double> sorted = new ArrayList<>(values.getOrDefault(name, List.of()));
    sorted.removeIf(value -> value.isNaN());
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The largest of all runs; NaN where there is none. */
  public double max(String name) {
    return values.getOrDefault(name, List.of()).stream()
        .filter(value -> !value.isNaN())
        .max(Double::compare)
        .orElse(Double.NaN);
  }

  /** The runs' values by the figure's name. */
  public Map<String, List<Double>> values() {
    return values;
  }
}
