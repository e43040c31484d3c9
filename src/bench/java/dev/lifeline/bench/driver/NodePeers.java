package dev.lifeline.bench.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The servers on Node, installed beside the benchmark's other files. */
public final class NodePeers {

  private static final Path SOURCES = Path.of("src/bench/node");

  private NodePeers() {}

  /** Copies them and has npm fetch exactly what their lock file names. */
  public static void install(Workshop workshop) throws IOException, InterruptedException {
    Path directory = Files.createDirectories(workshop.file("node"));
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        Files.writeString(directory.resolve(source.getFileName()), Files.readString(source));
      }
    }
    Process npm =
        new ProcessBuilder("npm", "ci", "--silent")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(workshop.file("npm.txt").toFile())
            .start();
    if (npm.waitFor() != 0) {
      throw new IOException("npm ci failed: " + Files.readString(workshop.file("npm.txt")));
    }
  }
}
