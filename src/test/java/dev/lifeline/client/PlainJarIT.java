package dev.lifeline.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lifeline.testing.ServerProcess;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The client as others use it: the jar and Tyrus, no server, no CDI, no JSON. */
class PlainJarIT {

  /** The client's API and Tyrus, as their jars are named. */
  private static final List<String> NEEDED =
      List.of(
          "jakarta.websocket",
          "tyrus-client",
          "tyrus-core",
          "tyrus-spi",
          "tyrus-container-jdk-client");

  @Test
  void theJarAndTyrusAreAllThatTheClientNeeds() throws Exception {
    try (ServerProcess server = ServerProcess.start()) {
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-classpath",
                  classPath(),
                  PlainMain.class.getName(),
                  server.channel("plain").toString())
              .redirectErrorStream(true);
      // With these set, every JVM prints a line about them.
      builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
      Process process = builder.start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertEquals("heard a word", output);
      assertEquals(0, process.waitFor());
    }
  }

  private static String classPath() {
    Stream<String> implementation =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path -> NEEDED.stream().anyMatch(name -> fileName(path).startsWith(name)));
    return Stream.concat(
            Stream.of("target/lifeline-classes.jar", "target/test-classes"), implementation)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String fileName(String path) {
    return Path.of(path).getFileName().toString();
  }
}
