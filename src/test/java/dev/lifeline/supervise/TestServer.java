package dev.lifeline.supervise;

import java.net.URI;

/** A server with endpoints, on a free port. */
interface TestServer {

  int port();

  void stop() throws Exception;

  /** Where an endpoint is. */
  default URI uri(String path) {
    return URI.create("ws://localhost:" + port() + path);
  }
}
