package dev.lifeline.embedded;

import dev.lifeline.testing.RawWebSocketClient;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** The connector of the runnable WAR before an endpoint that tells of its threads. */
final class PollerServer implements AutoCloseable {

  /** The threads that closes were told on. */
  static final BlockingQueue<String> CLOSED_ON = new LinkedBlockingQueue<>();

  /** A permit for each flood whose send is in flight. */
  static final Semaphore FLOODING = new Semaphore(0);

  /** A permit for each download that has begun. */
  static final Semaphore DOWNLOADING = new Semaphore(0);

  /** Held strongly, or the levels that are set would be collected with them. */
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("org.apache.catalina"), Logger.getLogger("org.apache.coyote"));

  private static final int NESTED_SENDS = 20_000;

  private final Tomcat tomcat = new Tomcat();
  private final StandardContext context;

  PollerServer() throws Exception {
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    Path work = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tmp-of-poller-");
    tomcat.setBaseDir(work.toString());
    tomcat.setConnector(TunedConnector.create(0));
    context = (StandardContext) tomcat.addContext("", work.toString());
    context.addServletContainerInitializer(new WsSci(), Set.of(Threads.class));
    // At the root, since Tomcat's filter for WebSockets runs only where a servlet is.
    add(context, "/", new Who());
    add(context, "/download", new Download());
    tomcat.start();
  }

  private static void add(Context context, String path, HttpServlet servlet) {
    Tomcat.addServlet(context, path, servlet);
    context.addServletMappingDecoded(path, path);
  }

  int port() {
    return tomcat.getConnector().getLocalPort();
  }

  /** What the poller's thread should have set for the endpoint. */
  ClassLoader applicationLoader() {
    return context.getLoader().getClassLoader();
  }

  RawWebSocketClient open() throws IOException {
    return RawWebSocketClient.open(URI.create("ws://localhost:" + port() + "/threads"));
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  /** Does what the text says, and tells the thread that it is done on. */
  @ServerEndpoint("/threads")
  public static class Threads {

    @OnMessage
    public void text(Session session, String text, boolean last) {
      switch (text) {
        case "flood" -> flood(session);
        case "nested" -> sendNested(session, NESTED_SENDS);
        case "error" -> throw new AssertionError("of the endpoint");
        case "memory" -> throw new OutOfMemoryError("as if");
        case "loader" ->
            say(session, "" + Thread.currentThread().getContextClassLoader().hashCode());
        default -> say(session, text + " on " + Thread.currentThread().getName());
      }
    }

    @OnClose
    public void close() {
      CLOSED_ON.add(Thread.currentThread().getName());
    }

    @OnError
    public void error(Throwable error) {
      // What the tests provoke; without this method each would be logged at length.
    }

    private static void say(Session session, String text) {
      session.getAsyncRemote().sendText(text, result -> {});
    }

    /** Each from the completion of the one before it. */
    private static void sendNested(Session session, int left) {
      session
          .getAsyncRemote()
          .sendText(
              "" + left,
              result -> {
                if (left > 1) {
                  sendNested(session, left - 1);
                }
              });
    }

    /** Sends more than any socket takes. */
    private static void flood(Session session) {
      session
          .getAsyncRemote()
          .sendBinary(ByteBuffer.allocate(64 * 1024 * 1024), (SendResult result) -> {});
      FLOODING.release();
    }
  }

  private static final class Who extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print(Thread.currentThread().getName());
    }
  }

  /** Writes for as long as the client is there. */
  private static final class Download extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      DOWNLOADING.release();
      byte[] part = new byte[64 * 1024];
      while (true) {
        response.getOutputStream().write(part);
      }
    }
  }
}
