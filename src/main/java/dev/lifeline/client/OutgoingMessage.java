package dev.lifeline.client;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A message or a ping of ours, and what became of it. Safe for use by any thread. */
abstract class OutgoingMessage {

  private final int bytes;

  /** Completes when the implementation has sent it, or with why it will never be. */
  final CompletableFuture<Void> sent = new CompletableFuture<>();

  private OutgoingMessage(int bytes) {
    this.bytes = bytes;
  }

  static OutgoingMessage text(String text) {
    return new OutgoingMessage(text.getBytes(StandardCharsets.UTF_8).length) {
      @Override
      void sendTo(RemoteEndpoint.Async remote, SendHandler handler) {
        remote.sendText(text, handler);
      }

      @Override
      public String toString() {
        return text;
      }
    };
  }

  /** Copies the payload: the buffer stays the caller's. */
  static OutgoingMessage binary(ByteBuffer payload) {
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
    return new OutgoingMessage(copy.remaining()) {
      @Override
      void sendTo(RemoteEndpoint.Async remote, SendHandler handler) {
        remote.sendBinary(copy.duplicate(), handler);
      }

      @Override
      public String toString() {
        return copy.remaining() + " bytes";
      }
    };
  }

  /** A ping frame: the API has no asynchronous one, so it is done when the call returns. */
  static OutgoingMessage ping(ByteBuffer payload) {
    return new OutgoingMessage(0) {
      @Override
      void sendTo(RemoteEndpoint.Async remote, SendHandler handler) {
        handler.onResult(sendPing(remote, payload));
      }
    };
  }

  private static SendResult sendPing(RemoteEndpoint.Async remote, ByteBuffer payload) {
    try {
      remote.sendPing(payload);
      return new SendResult();
    } catch (IOException | RuntimeException e) {
      return new SendResult(e);
    }
  }

  /** The size of the payload; nothing for a ping, which is not the application's. */
  int bytes() {
    return bytes;
  }

  /** Hands it to the implementation. */
  abstract void sendTo(RemoteEndpoint.Async remote, SendHandler handler);
}
