package dev.lifeline.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The browser client as an npm package, packed and installed as an application would: its size, its
 * types and its use on Node. See {@code src/test/npm-package}.
 */
class ClientPackageIT {

  private static final Path SOURCE = Path.of("src/test/npm-package");
  private static final Path WEBAPP = Path.of("webapp");
  private static final Path COPY = Path.of("target/npm-package");

  /** 6 KB, minified and gzipped. */
  private static final int MOST_BYTES = 6_000;

  /** 5 KB more, where channels are used. */
  private static final int MOST_BYTES_OF_CHANNELS = 5_000;

  private static final int INSTALL_PATIENCE_SECONDS = 120;
  private static final int PATIENCE_SECONDS = 60;

  @BeforeAll
  static void install() throws Exception {
    NodeProcess.assumePresent();
    copy(SOURCE, COPY, file -> true);
    copy(WEBAPP, COPY.resolve("webapp"), ClientPackageIT::isScript);
    // Without the declarations, so that the compiler reads the code itself.
    copy(
        WEBAPP.resolve("lifeline"),
        COPY.resolve("implementation"),
        file -> file.toString().endsWith(".js"));
    npm("ci", "--prefer-offline");
    npm("pack", "../../webapp/lifeline");
    npm("install", "--no-save", "--prefer-offline", "./lifeline-client-0.1.0.tgz");
  }

  @Test
  void theBundleHasAtMostSixKilobytesAndFiveMoreWithChannels() throws Exception {
    List<String> lines = NodeProcess.run(COPY, PATIENCE_SECONDS, "node", "bundle.mjs");
    String[] alone = lines.get(0).split(" ");
    String[] withChannels = lines.get(1).split(" ");
    int gzipped = Integer.parseInt(alone[1]);
    int more = Integer.parseInt(withChannels[1]) - gzipped;
    System.out.printf(
        "The browser client: %s bytes minified, %d gzipped, of at most %d%n",
        alone[0], gzipped, MOST_BYTES);
    System.out.printf(
        "With channels: %s bytes minified, %d gzipped more, of at most %d%n",
        withChannels[0], more, MOST_BYTES_OF_CHANNELS);
    assertTrue(gzipped <= MOST_BYTES, gzipped + " bytes");
    assertTrue(more <= MOST_BYTES_OF_CHANNELS, more + " bytes");
  }

  @Test
  void theTypesHoldInTheCodeAndForItsUsers() throws Exception {
    NodeProcess.run(COPY, PATIENCE_SECONDS, "node", "node_modules/typescript/bin/tsc", "-p", ".");
  }

  @Test
  void thePackageWorksOnNodeAndLeavesNothingBehind() throws Exception {
    try (ServerProcess server = ServerProcess.start()) {
      String url = "ws://localhost:" + server.port() + "/channels/node";
      assertEquals(
          List.of(
              "open",
              "text from the queue",
              "binary 1,2,3",
              "rtt true",
              "closed",
              "close 3000 enough"),
          NodeProcess.run(COPY, PATIENCE_SECONDS, "node", "use.mjs", url));
    }
  }

  @Test
  void channelsWorkOnNodeOverABreak() throws Exception {
    try (ServerProcess server = ServerProcess.start()) {
      String url = "ws://localhost:" + server.port() + "/channels/any";
      assertEquals(
          List.of(
              "resumed false",
              "stored at 1",
              "resumed true",
              "stored at 2",
              "1 one from Ada",
              "2 bytes 2,3 from Ada",
              "members Ada",
              "close 1000"),
          NodeProcess.run(COPY, PATIENCE_SECONDS, "node", "use-channels.mjs", url));
    }
  }

  private static void npm(String... arguments) throws Exception {
    NodeProcess.run(
        COPY,
        INSTALL_PATIENCE_SECONDS,
        Stream.concat(Stream.of("npm"), Stream.of(arguments)).toArray(String[]::new));
  }

  private static boolean isScript(Path file) {
    return file.toString().matches(".*\\.(js|ts)");
  }

  private static void copy(Path from, Path to, Predicate<Path> which) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).filter(which).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
