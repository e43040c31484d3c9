package dev.lifeline.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing a stranger sends costs the others anything, or tells the stranger anything. */
class HostileInputIT extends OneServerForAll {

  private static final int CONNECTIONS = 500;
  private static final int AT_A_TIME = 8;

  private static final Pattern STACK_TRACE =
      Pattern.compile("\\bat [\\w.$]+\\([\\w.]*(:\\d+)?\\)|[a-z]Exception|[a-z]Error\\b|Caused by");

  @Test
  void hostileInputIsAtMostALineOfLogAConnectionAndDisturbsNobody() throws Exception {
    int upgraded = 0;
    int refused = 0;
    int linesBefore = server.errors().size() + server.output().size();
    ExecutorService attackers = Executors.newFixedThreadPool(AT_A_TIME);
    try (RawWebSocketClient alive = raw("alive")) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        int number = i;
        answers.add(attackers.submit(() -> HostileInput.attack(server.port(), number)));
      }
      for (int i = 0; i < CONNECTIONS; i++) {
        String answer = answers.get(i).get(60, TimeUnit.SECONDS);
        upgraded += answer.startsWith("HTTP/1.1 101") ? 1 : 0;
        refused += answer.startsWith("HTTP/1.1 4") ? 1 : 0;
        // What was said to the channel comes back to whom has said it, so look at HTTP and closes.
        if (!answer.contains("evil.Log.line")) {
          assertFalse(STACK_TRACE.matcher(answer).find(), () -> answer);
        }
        alive.sendText("number " + i);
        assertEquals("number " + i, alive.nextButPings(PATIENCE).text());
      }
    } finally {
      attackers.shutdownNow();
    }
    List<String> lines = Stream.concat(server.errors().stream(), server.output().stream()).toList();
    System.out.printf(
        "HostileInputIT: %d upgraded, %d refused, %d log lines%n",
        upgraded, refused, lines.size() - linesBefore);
    assertTrue(upgraded > CONNECTIONS / 10, "the attacks reach the endpoint");
    assertTrue(refused > CONNECTIONS / 10, "the attacks reach the HTTP side");
    assertTrue(lines.size() - linesBefore <= CONNECTIONS, lines.size() + " lines");
    for (String line : lines) {
      assertFalse(STACK_TRACE.matcher(line).find(), line);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET /nothing HTTP/1.1, 404",
    "GET /WEB-INF/web.xml HTTP/1.1, 404",
    "GET /channels/room HTTP/1.1, 404",
    "GET /a|b HTTP/1.1, 400",
    "GET /%00 HTTP/1.1, 400",
    "GET / HTTP/9.9, 505",
    "no request at all, 400"
  })
  void anErrorPageShowsNeitherAStackTraceNorAVersion(String request, int status) throws Exception {
    String answer = request(request + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
    assertFalse(STACK_TRACE.matcher(answer).find(), answer);
    assertFalse(answer.contains("Tomcat"), answer);
    assertFalse(answer.contains("\r\nServer:"), answer);
  }

  @Test
  void aPageFromElsewhereIsRefusedWith403() throws Exception {
    String authority = "localhost:" + server.port();
    String origin = "Origin: https://evil.example";
    String answer = request(RawWebSocketClient.handshake(authority, "/channels/room", origin));
    assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
    assertFalse(STACK_TRACE.matcher(answer).find(), answer);
  }

  @ParameterizedTest
  @CsvSource({"%0aline", "%3Cscript%3E", "a%20b"})
  void aChannelOfAnotherNameIsClosedWith4400(String name) throws Exception {
    try (RawWebSocketClient client = raw(name)) {
      Frame close = client.nextButPings(PATIENCE);
      assertEquals(Frame.CLOSE, close.opcode(), close::toString);
      assertEquals(4400, close.closeCode());
      assertEquals("invalid-channel", close.closeReason());
    }
  }

  private String request(String text) throws Exception {
    try (Socket socket = new Socket("localhost", server.port())) {
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      byte[] answer = new byte[10_000];
      int length = 0;
      try {
        for (int n = 0; n >= 0; n = socket.getInputStream().read(answer, length, 1_000)) {
          length += n;
        }
      } catch (IOException e) {
        // Kept open by the server, or reset: what has come is the answer.
      }
      return new String(answer, 0, length, StandardCharsets.ISO_8859_1);
    }
  }
}
