package dev.lifeline.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The Main-Class of the WAR: puts Tomcat, which the WAR carries under WEB-INF/runner, on a class
 * path and starts {@code Main} with it. Imports the JDK alone, since nothing else can be loaded
 * yet.
 */
public final class Launcher {

  private static final String RUNNER = "WEB-INF/runner/";
  private static final String MAIN = "dev.lifeline.embedded.Main";

  private Launcher() {}

  /** Takes the arguments of {@link Main}. */
  public static void main(String[] args) throws Throwable {
    Path war = Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path runner = Files.createTempDirectory("lifeline-");
    URLClassLoader loader =
        new URLClassLoader(
            unpack(war, runner),
            // Not this class's: that is the WAR itself, which must not lend Tomcat its classes.
            ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    try {
      loader
          .loadClass(MAIN)
          .getMethod("run", Path.class, Path.class, String[].class)
          .invoke(null, war, runner, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static URL[] unpack(Path war, Path directory) throws IOException {
    List<URL> urls = new ArrayList<>();
    Path classes = directory.resolve("classes");
    urls.add(Files.createDirectories(classes).toUri().toURL());
    try (ZipFile zip = new ZipFile(war.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (entry.isDirectory() || !entry.getName().startsWith(RUNNER)) {
          continue;
        }
        Path file = directory.resolve(entry.getName().substring(RUNNER.length())).normalize();
        Files.createDirectories(file.getParent());
        try (InputStream content = zip.getInputStream(entry)) {
          Files.copy(content, file);
        }
        if (!file.startsWith(classes)) {
          urls.add(file.toUri().toURL());
        }
      }
    }
    return urls.toArray(URL[]::new);
  }
}
