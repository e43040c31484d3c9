package dev.lifeline.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Node and npm, where this machine has them. */
final class NodeProcess {

  /** Property and environment variable: where it is true, tests without Node fail. */
  private static final String REQUIRE = "LIFELINE_REQUIRE_NODE";

  private NodeProcess() {}

  /** Skips the test where there is no Node or npm, or fails it where they are required. */
  static void assumePresent() {
    if (isOnPath("node") && isOnPath("npm")) {
      return;
    }
    String message = "Node and npm are not here: no test with the clients from npm";
    if (Boolean.parseBoolean(System.getProperty(REQUIRE, System.getenv(REQUIRE)))) {
      fail(message);
    }
    System.out.println(message);
    Assumptions.abort(message);
  }

  /** Runs a program to its end and returns the lines it printed; fails where it failed. */
  static List<String> run(Path directory, long patienceSeconds, String... command)
      throws IOException, InterruptedException {
    Path output = directory.resolve("output-of-" + command[0] + ".txt");
    Path errors = directory.resolve("errors-of-" + command[0] + ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      assertTrue(process.waitFor(patienceSeconds, TimeUnit.SECONDS), "no end: " + command[0]);
      assertEquals(0, process.exitValue(), () -> contentOf(errors) + contentOf(output));
      return Files.readAllLines(output);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String contentOf(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static boolean isOnPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String directory : path.split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }
}
