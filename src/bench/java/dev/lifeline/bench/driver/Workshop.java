package dev.lifeline.bench.driver;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the benchmark finds and leaves its files: {@code target/bench}, with Maven's output beside
 * it.
 */
public final class Workshop {

  private static final Path TARGET = Path.of("target");

  private final Path directory = TARGET.resolve("bench");

  /** Makes the directory, where it is not there. */
  public Workshop() throws IOException {
    Files.createDirectories(directory);
  }

  /** A program of the JDK that runs this. */
  static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  /** The product. */
  public Path lifelineWar() {
    return TARGET.resolve("lifeline.war");
  }

  /** What the supervision of somebody's own endpoints needs in their WAR. */
  List<Path> librariesOfSupervision() throws IOException {
    List<Path> libraries = new ArrayList<>(List.of(TARGET.resolve("lifeline-classes.jar")));
    try (Stream<Path> all = Files.list(TARGET.resolve("lifeline/WEB-INF/lib"))) {
      libraries.addAll(all.filter(jar -> jar.getFileName().toString().startsWith("asm-")).toList());
    }
    return libraries;
  }

  /** The benchmark's own classes. */
  public Path classes() {
    return directory.resolve("classes");
  }

  /** A file of the benchmark's, perhaps not there yet. */
  public Path file(String name) {
    return directory.resolve(name);
  }

  /** A directory of that name, made empty. */
  Path emptyDirectory(String name) throws IOException {
    Path made = directory.resolve(name);
    if (Files.exists(made)) {
      try (Stream<Path> files = Files.walk(made)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(made);
  }

  /** Runs a program of the benchmark, with this JVM's class path, for the line it prints. */
  public Answer simulate(Class<?> program, String heap) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            java("java"),
            heap,
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            program.getName());
    try (LineProcess process = new LineProcess(command, file("simulation.err"))) {
      return Answer.of(process.await(line -> line.startsWith("ok ")));
    }
  }

  /** The class path of an embedded Tomcat with the benchmark's servers: the WAR's own Tomcat. */
  public String tomcat() throws IOException {
    try (Stream<Path> jars = Files.list(TARGET.resolve("runner/lib"))) {
      return withClasses(jars.toList());
    }
  }

  /** The class path of the benchmark's servers with what this JVM has of a group of Maven's. */
  public String classPathWith(String groupPath) {
    List<Path> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.contains(groupPath)) {
        jars.add(Path.of(entry));
      }
    }
    return withClasses(jars);
  }

  private String withClasses(List<Path> jars) {
    StringBuilder classPath = new StringBuilder(classes().toString());
    jars.forEach(jar -> classPath.append(File.pathSeparatorChar).append(jar));
    return classPath.toString();
  }
}
