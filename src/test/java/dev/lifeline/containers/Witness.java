package dev.lifeline.containers;

import dev.lifeline.connection.SessionEnded;
import dev.lifeline.connection.SessionOpened;
import dev.lifeline.container.LifelineMXBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Serial;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A part of an application that observes its sessions, deployed within the WAR. At {@code /witness}
 * it tells those it has seen, a line each; what comes after {@code ?} chooses those whose URI ends
 * so.
 */
@ApplicationScoped
public class Witness {

  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final List<End> ends = new CopyOnWriteArrayList<>();

  /** An end, and whether its session was told to have opened before. */
  record End(SessionEnded event, boolean opened) {}

  void opened(@Observes SessionOpened event) {
    open.add(event.sessionId());
  }

  void ended(@Observes SessionEnded event) {
    ends.add(new End(event, open.remove(event.sessionId())));
  }

  List<End> ends() {
    return ends;
  }

  /** Tells them. */
  @WebServlet("/witness")
  public static class Desk extends HttpServlet {

    @Serial private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      // Not injected: OpenWebBeans on Tomcat injects nothing into servlets.
      Witness witness = CDI.current().select(Witness.class).get();
      LifelineMXBean figures = CDI.current().select(LifelineMXBean.class).get();
      response.setContentType("text/plain");
      if (request.getQueryString() == null) {
        response.getWriter().println(figures.getOpenSessions() + " " + figures.getEndedByReason());
        return;
      }
      tell(witness.ends(), request.getQueryString(), response.getWriter());
    }
  }

  /** A line for each end of a session whose URI ends so. */
  static void tell(List<End> ends, String uri, PrintWriter out) {
    for (End told : ends) {
      SessionEnded end = told.event();
      if (end.requestUri().getPath().endsWith(uri)) {
        out.printf(
            "%s missed=%d rtt=%s lasted=%d opened=%b%n",
            end.reason(),
            end.missedBeats(),
            end.roundTripTime().isPresent(),
            end.lasted().toMillis(),
            told.opened());
      }
    }
  }
}
