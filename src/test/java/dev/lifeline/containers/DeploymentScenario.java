package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.Frame;
import dev.lifeline.testing.HandshakeRefused;
import dev.lifeline.testing.RawWebSocketClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a container is refused by the application, and how the application leaves a container. */
interface DeploymentScenario {

  Duration PATIENCE = Duration.ofSeconds(30);

  /** Twice the 60 s for which Payara keeps an idle thread of its managed executor. */
  Duration UNTIL_FORGOTTEN = Duration.ofMinutes(2);

  /** A deployment with a good configuration. */
  String GOOD = "leaving";

  /** The sample application, supervised. */
  String OWN = "own-leaving";

  /** The same again. */
  String OTHER = "own-other";

  /**
   * However often: a thread of the managed executor keeps the application it was made for, and a
   * cache of the JDK's the last one whose records were compared.
   */
  int KEPT_BY_PAYARA = 2;

  /** Clients of each deployment that are there when it goes. */
  int CONNECTED = 10;

  /** Enough for a disturbance of a few in a hundred to be seen. */
  int MANY = 150;

  /** How often the sample application is deployed anew. */
  default int redeploys() {
    return 20;
  }

  /** How often the shipped one is. */
  default int redeploysOfShipped() {
    return redeploys();
  }

  /** Says false where the container tells that the application did not start. */
  boolean deploy(String deployment) throws Exception;

  void undeploy(String deployment) throws Exception;

  /** Where a deployment is, or would be: ws:// and without a slash at the end. */
  URI application(String deployment);

  ContainerLog log();

  Jvm jvm();

  @ParameterizedTest
  @EnumSource
  default void aBadConfigurationIsNotServedAndIsLoggedInOneLine(BadConfiguration bad)
      throws Exception {
    long before = log().count(bad.complaint());
    boolean deployed = deploy(bad.deployment());
    URI channel = URI.create(application(bad.deployment()) + "/channels/any");
    HandshakeRefused refused =
        assertThrows(
            HandshakeRefused.class,
            () -> RawWebSocketClient.open(channel).close(),
            () -> "served, deployed: " + deployed);
    assertEquals(404, refused.status(), refused::getMessage);
    Await.until(bad::complaint, PATIENCE, () -> log().count(bad.complaint()) == before + 1);
  }

  @Test
  default void anUndeployedApplicationSaysGoodbyeAndLeavesNothingBehind() throws Exception {
    assertTrue(deploy(GOOD));
    URI channel = URI.create(application(GOOD) + "/channels/any");
    long failedCalls = log().count("ChannelEndpoint");
    try (RawWebSocketClient client = RawWebSocketClient.open(channel)) {
      client.sendText("ping");
      assertEquals("pong", client.nextButPings(PATIENCE).text());
      Beats.ofPongs(List.of(client)).during(() -> isSeenAtWorkAndLeaves(client));
    }
    Await.until(jvm()::threadsOfOurs, PATIENCE, () -> jvm().threadsOfOurs().isEmpty());
    Await.until(jvm()::partsAtWork, PATIENCE, () -> jvm().partsAtWork().isEmpty());
    // The client has left after the application: nobody is called any more, so no call has failed.
    assertEquals(failedCalls, log().count("ChannelEndpoint"));
  }

  private void isSeenAtWorkAndLeaves(RawWebSocketClient client) throws Exception {
    // Else the emptiness afterwards would prove nothing. On managed executors no thread is ours.
    assertEquals(Scenario.isPayara(), jvm().threadsOfOurs().isEmpty());
    Set<String> alive = jvm().partsAtWork();
    assertTrue(alive.contains("dev.lifeline.heartbeat.HeartbeatMonitor"), alive::toString);

    undeploy(GOOD);
    Frame close = client.nextButPings(PATIENCE);
    assertEquals(1012, close.closeCode(), close::toString);
    assertTrue(close.closeReason().matches("retry in \\d+ ms"), close::toString);
  }

  @Test
  default void anApplicationThatIsRedeployedUnderItsClientsLeavesNothingBehind() throws Exception {
    for (int i = 0; i < redeploysOfShipped(); i++) {
      assertTrue(deploy(GOOD), "deployment " + i);
      sendAway(CONNECTED);
    }
    Await.until(jvm()::threadsOfOurs, PATIENCE, () -> jvm().threadsOfOurs().isEmpty());
    Await.until(jvm()::partsAtWork, UNTIL_FORGOTTEN, () -> jvm().partsAtWork().isEmpty());
  }

  /** A container may read the answer to a close while it still closes. */
  @Test
  default void manyWhoAnswerTheirCloseAtOnceDisturbNobody() throws Exception {
    assertTrue(deploy(GOOD));
    long failures = log().count("Exception");
    sendAway(MANY);
    assertEquals(failures, log().count("Exception"));
  }

  /** The application's own endpoints, behind classes that were written when it was deployed. */
  @Test
  default void anApplicationOfItsOwnThatIsRedeployedUnderItsClientsLeavesNothingBehind()
      throws Exception {
    redeployUnderClients(1);
    // A container may keep the last one for its own ends.
    int before = jvm().applicationLoaders();
    redeployUnderClients(redeploys());
    Await.until(jvm()::threadsOfOurs, PATIENCE, () -> jvm().threadsOfOurs().isEmpty());
    Await.until(jvm()::partsAtWork, UNTIL_FORGOTTEN, () -> jvm().partsAtWork().isEmpty());
    Await.until(
        jvm()::applicationLoadersInDump,
        UNTIL_FORGOTTEN,
        () -> jvm().applicationLoaders() <= before + (Scenario.isPayara() ? KEPT_BY_PAYARA : 0));
  }

  private void redeployUnderClients(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      assertTrue(deploy(OWN), "deployment " + i);
      try (Clients clients = new Clients()) {
        Beats.ofPongs(clients)
            .during(
                () -> {
                  clients.join(chatOf(OWN), CONNECTED);
                  clients.areOpen();
                  clients.forEach(RawWebSocketClient::answerCloses);
                  undeploy(OWN);
                  for (RawWebSocketClient client : clients) {
                    Frame close = client.nextButPings(PATIENCE);
                    assertEquals(1012, close.closeCode(), close::toString);
                    assertTrue(close.closeReason().startsWith("retry in "), close::toString);
                    client.skipTo(Frame.END, PATIENCE);
                  }
                });
      }
    }
  }

  @Test
  default void applicationsOfOneServerAreSupervisedApart() throws Exception {
    assertTrue(deploy(OWN));
    assertTrue(deploy(OTHER));
    try (RawWebSocketClient leaving = RawWebSocketClient.open(chatOf(OWN));
        RawWebSocketClient staying = RawWebSocketClient.open(chatOf(OTHER))) {
      leaving.sendText("to one");
      assertEquals("to one", leaving.nextButPings(PATIENCE).text());
      staying.sendText("to the other");
      assertEquals("to the other", staying.nextButPings(PATIENCE).text());
      Beats.ofPongs(List.of(leaving, staying))
          .during(
              () -> {
                undeploy(OWN);
                assertEquals(1012, leaving.nextButPings(PATIENCE).closeCode());
                staying.sendText("still here");
                assertEquals("still here", staying.nextButPings(PATIENCE).text());
              });
      // And the other's monitor still sees who falls silent.
      assertEquals(4000, staying.nextButPings(PATIENCE).closeCode());
    } finally {
      undeploy(OTHER);
    }
  }

  private URI chatOf(String deployment) {
    return URI.create(application(deployment) + "/chat/any");
  }

  private void sendAway(int connected) throws Exception {
    URI channel = URI.create(application(GOOD) + "/channels/any");
    try (Clients clients = new Clients()) {
      Beats.ofPongs(clients)
          .during(
              () -> {
                clients.join(channel, connected);
                areSentAway(clients, channel);
              });
    }
  }

  private void areSentAway(Clients clients, URI channel) throws Exception {
    try (Chatter sender = Chatter.join(channel)) {
      sender.say("to all");
      for (RawWebSocketClient client : clients) {
        assertEquals("to all", client.nextButPings(PATIENCE).text());
      }
      clients.forEach(RawWebSocketClient::answerCloses);
      undeploy(GOOD);
      for (RawWebSocketClient client : clients) {
        Frame close = client.nextButPings(PATIENCE);
        assertEquals(1012, close.closeCode(), close::toString);
        client.skipTo(Frame.END, PATIENCE);
      }
      assertEquals(1012, sender.closeReason().getCloseCode().getCode());
    }
  }
}
