package dev.lifeline.bench.micro;

import dev.lifeline.bench.driver.Answer;
import dev.lifeline.bench.driver.Samples;
import dev.lifeline.bench.driver.Workshop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The parts of the supervision by themselves, each in JVMs of its own. */
public final class MicroRow {

  /** What it is chosen by. */
  public static final String NAME = "micro";

  private static final String HEAP = "-Xmx3g";

  private MicroRow() {}

  /** Measures all, so many times each, and adds the figures to the samples. */
  public static void run(Workshop workshop, int runs, Samples samples) throws Exception {
    for (int run = 0; run < runs; run++) {
      jmh(samples);
      add(workshop.simulate(WheelAgainstScan.class, HEAP), samples);
      add(workshop.simulate(SupervisionMemory.class, HEAP), samples);
    }
  }

  /** The figures of all runs as a section of the report. */
  public static String section(Samples of) {
    StringBuilder table = new StringBuilder("\n## micro\n\n");
    table.append("1,000,000 sessions in the wheel, interval 15 s, timeout 40 s; each beats every ");
    table.append("5 to 10 s. Virtual time, processor time.\n\n");
    table.append("| what | figure | compared with | figure | ratio |\n|---|---:|---|---:|---:|\n");
    table.append(
        line(of, "touch, ns", "touch", "clock read and volatile write", "clockAndWrite", 1));
    for (String scan : List.of("tutorial", "registry", "array")) {
      table.append(line(of, "wheel, ms a second", "wheel", "scan: " + scan, scan, 1e6));
    }
    table.append(single("register and cancel, ns", of.median("registerAndCancel")));
    table.append(single("expire, ns a session when all do", of.median("expire")));
    table.append(single("memory of the supervision, bytes a session", of.median("bytes")));
    return table.toString();
  }

  private static String line(
      Samples of, String what, String name, String other, String otherName, double unit) {
    double figure = of.median(name);
    double otherFigure = of.median(otherName);
    return "| %s | %.1f | %s | %.1f | %.3f |\n"
        .formatted(what, figure / unit, other, otherFigure / unit, figure / otherFigure);
  }

  private static String single(String what, double figure) {
    return "| %s | %.1f | | | |\n".formatted(what, figure);
  }

  private static void jmh(Samples samples) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(TouchBenchmark.class.getName())
            .include(RegisterBenchmark.class.getName())
            .forks(1)
            .warmupIterations(2)
            .measurementIterations(3)
            .warmupTime(TimeValue.seconds(1))
            .measurementTime(TimeValue.seconds(1))
            .jvmArgs("-Xmx2g")
            .verbosity(VerboseMode.SILENT)
            .build();
    Map<String, Double> figures = new LinkedHashMap<>();
    for (RunResult result : new Runner(options).run()) {
      figures.put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore());
    }
    samples.add(figures);
  }

  private static void add(Answer answer, Samples samples) {
    samples.add(answer.all());
  }
}
