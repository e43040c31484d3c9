package dev.lifeline.containers;

import dev.lifeline.connection.Connections;
import dev.lifeline.connection.SessionEnded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A part of an application that observes the ends of its sessions, deployed within the WAR. At
 * {@code /witness} it tells those it has seen, a line each; what comes after {@code ?} chooses
 * those whose URI ends so.
 */
@ApplicationScoped
public class Witness {

  private final List<SessionEnded> ends = new CopyOnWriteArrayList<>();

  void ended(@Observes SessionEnded event) {
    ends.add(event);
  }

  List<SessionEnded> ends() {
    return ends;
  }

  /** Tells them. */
  @WebServlet("/witness")
  public static class Desk extends HttpServlet {

    @Serial private static final long serialVersionUID = 1L;

    @Inject transient Witness witness;
    @Inject transient Connections connections;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/plain");
      if (request.getQueryString() == null) {
        response.getWriter().println(connections.size() + " " + connections.endedByReason());
        return;
      }
      for (SessionEnded end : witness.ends()) {
        if (end.requestUri().getPath().endsWith(request.getQueryString())) {
          response
              .getWriter()
              .printf(
                  "%s missed=%d rtt=%s lasted=%d%n",
                  end.reason(),
                  end.missedBeats(),
                  end.roundTripTime().isPresent(),
                  end.lasted().toMillis());
        }
      }
    }
  }
}
