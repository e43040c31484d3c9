package dev.lifeline.containers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The sample application, deployed. */
interface SampleScenario {

  /** A message that fits into what Tomcat holds of one by default, 8 KB. */
  String LONG = "x".repeat(8_000);

  /** 24 MB of long messages: what a socket of Linux's largest default size takes, several times. */
  int FILLING = 3_000;

  /** The application, ws:// and without a slash at the end. */
  URI server();

  default URI at(String path) {
    return URI.create(server() + path);
  }

  /** How many the application itself takes for present: {@code ?room}, or the prices' listeners. */
  default int census(String room) {
    String desk = at("/census" + room).toString().replaceFirst("^ws", "http");
    try (InputStream answer = URI.create(desk).toURL().openStream()) {
      return Integer.parseInt(new String(answer.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
