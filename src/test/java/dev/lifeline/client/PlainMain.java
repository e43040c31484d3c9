package dev.lifeline.client;

import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An application with the client and nothing else: says a word and hears it. */
public final class PlainMain {

  private PlainMain() {}

  /** Connects to the URL of the first argument; prints what it heard, or nothing. */
  public static void main(String[] arguments) throws InterruptedException {
    CountDownLatch heard = new CountDownLatch(1);
    ClientListener listener =
        new ClientListener() {
          @Override
          public void text(LifelineClient client, String message) {
            System.out.println("heard " + message);
            heard.countDown();
          }
        };
    try (LifelineClient client =
        LifelineClient.builder(URI.create(arguments[0])).listener(listener).connect()) {
      client.send("a word");
      heard.await(20, TimeUnit.SECONDS);
    }
  }
}
