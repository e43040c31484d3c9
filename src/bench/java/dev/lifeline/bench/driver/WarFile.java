package dev.lifeline.bench.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Packs another application as Lifeline is packed: with the same launcher, the same Tomcat and the
 * same settings of it. What differs between the two is the application alone.
 */
final class WarFile {

  private WarFile() {}

  private static final String SUPERVISED =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <context-param>
          <param-name>lifeline.supervise</param-name>
          <param-value>all</param-value>
        </context-param>
        <context-param>
          <param-name>lifeline.endpoint</param-name>
          <param-value>off</param-value>
        </context-param>
      </web-app>
      """;

  /** Packs the classes of a package, and gives the file. */
  static Path pack(Workshop workshop, Class<?> application) throws IOException {
    return pack(workshop, application, "", Map.of());
  }

  /** Packs them with what the README tells to add. */
  static Path packSupervised(Workshop workshop, Class<?> application) throws IOException {
    Map<String, byte[]> more = new HashMap<>();
    more.put("WEB-INF/web.xml", SUPERVISED.getBytes(StandardCharsets.UTF_8));
    for (Path library : workshop.librariesOfSupervision()) {
      more.put("WEB-INF/lib/" + library.getFileName(), Files.readAllBytes(library));
    }
    return pack(workshop, application, "-supervised", more);
  }

  private static Path pack(
      Workshop workshop, Class<?> application, String suffix, Map<String, byte[]> more)
      throws IOException {
    String path = application.getPackageName().replace('.', '/');
    Path war = workshop.file(path.substring(path.lastIndexOf('/') + 1) + suffix + ".war");
    try (ZipFile lifeline = new ZipFile(workshop.lifelineWar().toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(war))) {
      copyRunner(lifeline, out);
      for (Path file : filesIn(workshop.classes().resolve(path))) {
        out.putNextEntry(new ZipEntry("WEB-INF/classes/" + path + "/" + file.getFileName()));
        Files.copy(file, out);
        out.closeEntry();
      }
      for (Map.Entry<String, byte[]> entry : more.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
    return war;
  }

  private static void copyRunner(ZipFile from, ZipOutputStream out) throws IOException {
    Enumeration<? extends ZipEntry> entries = from.entries();
    while (entries.hasMoreElements()) {
      String name = entries.nextElement().getName();
      boolean isOfLauncher = name.startsWith("dev/lifeline/embedded/") && name.endsWith(".class");
      if (name.equals("META-INF/MANIFEST.MF")
          || isOfLauncher
          || (name.startsWith("WEB-INF/runner/") && !name.endsWith("/"))) {
        out.putNextEntry(new ZipEntry(name));
        try (InputStream content = from.getInputStream(from.getEntry(name))) {
          content.transferTo(out);
        }
        out.closeEntry();
      }
    }
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }
}
