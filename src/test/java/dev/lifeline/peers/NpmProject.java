package dev.lifeline.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder of scripts and their pinned packages, copied under {@code target} to be installed. */
public record NpmProject(Path source, Path copy) {

  /** Clients and servers that were not written here. */
  public static final NpmProject PEERS =
      new NpmProject(Path.of("src/test/npm"), Path.of("target/npm"));

  /** Browser clients, to be bundled. */
  static final NpmProject BUNDLES =
      new NpmProject(Path.of("src/test/npm-bundles"), Path.of("target/npm-bundles"));

  private static final int INSTALL_PATIENCE_SECONDS = 120;

  /** Installs what the lock file says, or aborts the test where there is no Node. */
  public void install() throws IOException, InterruptedException {
    NodeProcess.assumePresent();
    Files.createDirectories(copy);
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    NodeProcess.run(copy, INSTALL_PATIENCE_SECONDS, "npm", "ci", "--prefer-offline");
  }

  /** A script to be started, whose errors go where this process's go. */
  public ProcessBuilder command(String script) {
    return new ProcessBuilder("node", script)
        .directory(copy.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /** Runs a script to its end and returns the lines it printed. */
  List<String> run(long patienceSeconds, String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    return NodeProcess.run(copy, patienceSeconds, command.toArray(String[]::new));
  }
}
