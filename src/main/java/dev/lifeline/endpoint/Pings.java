package dev.lifeline.endpoint;

import jakarta.websocket.Session;
import java.util.List;

/**
 * The query parameter by which a client asks to be judged by its messages alone: {@code pings=off}.
 * A browser answers pings below the page, so a page that hangs would pass for alive.
 */
final class Pings {

  private static final String NAME = "pings";

  private Pings() {}

  static boolean areWanted(Session session) {
    return !session.getRequestParameterMap().getOrDefault(NAME, List.of()).contains("off");
  }
}
