package dev.lifeline.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/** Whom the application believes to be there: {@code /census?room}, or the prices' listeners. */
@WebServlet("/census")
public class Census extends HttpServlet {

  @Serial private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String room = request.getQueryString();
    response.setContentType("text/plain");
    response.getWriter().println(room == null ? Prices.listeners() : Chat.sessions(room).size());
  }
}
