package dev.lifeline.bench.peer.echo;

import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** The least that a Jakarta endpoint can do, as everybody would write it: no supervision at all. */
@ServerEndpoint("/channels/{channel}")
public class EchoEndpoint {

  /** Sends the text back. */
  @OnMessage
  public String echo(String text) {
    return text;
  }

  /** Without it Tomcat logs a stack trace for every client that leaves. */
  @OnError
  public void error(Session session, Throwable error) {}
}
