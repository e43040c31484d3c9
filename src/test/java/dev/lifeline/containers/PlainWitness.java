package dev.lifeline.containers;

import dev.lifeline.connection.SessionEnded;
import dev.lifeline.connection.SessionListener;
import dev.lifeline.connection.SessionOpened;
import dev.lifeline.supervise.LifelineMonitor;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells what {@link Witness} tells, in an application without CDI: a listener by its service. */
public class PlainWitness implements SessionListener {

  private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();
  private static final List<Witness.End> ENDS = new CopyOnWriteArrayList<>();

  @Override
  public boolean wantsOpened() {
    return true;
  }

  @Override
  public void opened(SessionOpened event) {
    OPEN.add(event.sessionId());
  }

  @Override
  public void ended(SessionEnded event) {
    ENDS.add(new Witness.End(event, OPEN.remove(event.sessionId())));
  }

  /** Tells them. */
  @WebServlet("/witness")
  public static class Desk extends HttpServlet {

    @Serial private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      LifelineMonitor monitor =
          (LifelineMonitor) getServletContext().getAttribute(LifelineMonitor.class.getName());
      response.setContentType("text/plain");
      if (request.getQueryString() == null) {
        response.getWriter().println(monitor.openSessions() + " " + monitor.endedByReason());
      } else {
        Witness.tell(ENDS, request.getQueryString(), response.getWriter());
      }
    }
  }
}
