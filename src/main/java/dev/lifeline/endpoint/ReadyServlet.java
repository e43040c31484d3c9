package dev.lifeline.endpoint;

import dev.lifeline.connection.Connections;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/**
 * Tells a load balancer whether to send clients here: 200, or 503 from the beginning of a drain on.
 * Declared in web.xml for {@code /lifeline/ready}.
 */
public class ReadyServlet extends HttpServlet {

  @Serial private static final long serialVersionUID = 1L;

  @Inject transient Connections connections;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean draining = connections.isDraining();
    response.setStatus(
        draining ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : HttpServletResponse.SC_OK);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().println(draining ? "draining" : "ready");
  }
}
