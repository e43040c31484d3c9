package dev.lifeline.sample;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** An upload in parts: answers how much has come. */
@ServerEndpoint("/upload")
public class Upload {

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  @OnMessage
  public void part(byte[] part, boolean last, Session session) throws IOException {
    file.write(part);
    if (last) {
      session.getBasicRemote().sendText("received " + file.size());
      file.reset();
    }
  }
}
