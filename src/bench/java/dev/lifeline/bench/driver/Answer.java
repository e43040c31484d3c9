package dev.lifeline.bench.driver;

import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers by name, as the load generator tells them. */
public final class Answer {

  private final Map<String, Double> fields = new LinkedHashMap<>();

  private Answer() {}

  static Answer of(String line) {
    Answer answer = new Answer();
    for (String word : line.split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        answer.fields.put(word.substring(0, equals), Double.valueOf(word.substring(equals + 1)));
      }
    }
    return answer;
  }

  /** A number that must be there. */
  public double get(String name) {
    Double value = fields.get(name);
    if (value == null) {
      throw new IllegalStateException("no " + name + " in " + this);
    }
    return value;
  }

  /** A number, or NaN where nothing was counted. */
  public double find(String name) {
    return fields.getOrDefault(name, Double.NaN);
  }

  /** All of them. */
  public Map<String, Double> all() {
    return Map.copyOf(fields);
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
