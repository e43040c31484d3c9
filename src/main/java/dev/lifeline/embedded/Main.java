package dev.lifeline.embedded;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.loader.WebappClassLoaderBase;
import org.jspecify.annotations.Nullable;

/** The command line of the runnable server. */
public final class Main {

  private static final int DEFAULT_PORT = 8080;

  private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

  private Main() {}

  /** Runs the server from the sources of a checkout: {@code mvn compile exec:java}. */
  public static void main(String[] args) throws IOException {
    Path work = Files.createTempDirectory("lifeline-");
    run(Path.of("webapp").toAbsolutePath(), work, args);
  }

  /**
   * Serves an application until the process ends, and ends it with status 1 where that cannot be.
   *
   * @param application a WAR, or a directory of a checkout whose classes are in target/classes
   * @param work where Tomcat may write; deleted when the process ends
   * @param args {@code --port N}; 0 takes a free one
   */
  public static void run(Path application, Path work, String[] args) {
    Integer port = port(args);
    if (port == null) {
      delete(work);
      fail("usage: [--port N], a number from 0 to 65535; the default is " + DEFAULT_PORT);
      return;
    }
    if (System.getProperty(LOG_FORMAT) == null) {
      System.setProperty(LOG_FORMAT, "%1$tF %1$tT %4$s %5$s%6$s%n");
    }
    EmbeddedServer server = new EmbeddedServer(application, work, port);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, work), "lifeline-shutdown"));
    try {
      server.start();
    } catch (LifecycleException e) {
      fail(explain(e, port));
      return;
    }
    System.out.println("Lifeline serves http://localhost:" + server.port() + "/");
    server.await();
  }

  private static @Nullable Integer port(String[] args) {
    if (args.length == 0) {
      return DEFAULT_PORT;
    }
    if (args.length != 2 || !args[0].equals("--port") || !args[1].matches("\\d{1,5}")) {
      return null;
    }
    int port = Integer.parseInt(args[1]);
    return port > 65535 ? null : port;
  }

  /** The line to print, or null where the application has logged its own. */
  private static @Nullable String explain(Throwable failure, int port) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
      if (root instanceof BindException) {
        return "port " + port + " is in use: choose another with --port N";
      }
    }
    boolean isOfApplication = root.getClass().getClassLoader() instanceof WebappClassLoaderBase;
    return isOfApplication ? null : String.valueOf(root.getMessage());
  }

  private static void fail(@Nullable String line) {
    if (line != null) {
      System.err.println("lifeline: " + line);
    }
    System.exit(1);
  }

  private static void end(EmbeddedServer server, Path work) {
    server.stop();
    delete(work);
  }

  private static void delete(Path work) {
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("lifeline: " + work + " is left behind: " + e.getMessage());
    }
  }
}
