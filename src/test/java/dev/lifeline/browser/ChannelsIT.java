package dev.lifeline.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.ServerProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Channels of the browser client against the runnable WAR. */
class ChannelsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** More than {@code lifeline.message.max-size}. */
  private static final String TOO_BIG = "x".repeat(70_000);

  @RegisterExtension static final ChromiumForAll CHROMIUM = new ChromiumForAll();

  private final List<ChannelPage> pages = new ArrayList<>();
  private ServerProcess server;

  @AfterEach
  void closeAll() throws Exception {
    pages.forEach(ChannelPage::close);
    server.close();
  }

  @Test
  void twoClientsHearEachOtherAndSeeEachOtherComeAndGo() throws Exception {
    server = ServerProcess.start();
    ChannelPage ada = open("Ada");
    ada.publish("one");
    await(ada, () -> ada.stored().equals(List.of("1 one")));
    ChannelPage bob = open("Bob");
    await(bob, () -> bob.heard().equals(List.of("1 one")));
    bob.publish("two");
    await(ada, () -> ada.heard().equals(List.of("1 one", "2 two")));
    await(bob, () -> bob.heard().equals(ada.heard()));
    await(ada, () -> Set.of("Ada", "Bob").equals(new HashSet<>(ada.members())));
    assertEquals(Set.of("Ada", "Bob"), new HashSet<>(bob.members()));
    bob.leave();
    await(bob, () -> bob.end().equals("1000 "));
    await(ada, () -> ada.told().contains("-Bob"));
    assertEquals(List.of("Ada"), ada.members());
  }

  @Test
  void aMessageThatIsTooBigIsRejectedAndThoseAroundItArrive() throws Exception {
    server = ServerProcess.start();
    ChannelPage ada = open("Ada");
    ada.publish("before");
    ada.publish(TOO_BIG);
    ada.publish("after");
    await(ada, () -> ada.stored().size() == 3);
    assertEquals(
        Set.of("1 before", "message-too-big " + TOO_BIG.substring(0, 50), "2 after"),
        Set.copyOf(ada.stored()));
    await(ada, () -> ada.heard().equals(List.of("1 before", "2 after")));
    // It has ended two connections: the first time it was only suspected.
    assertEquals(List.of(false, true, true), ada.welcomes());
  }

  @Test
  void aSecondLoginEndsTheFirstForGood() throws Exception {
    server = ServerProcess.start("lifeline.session.single=true");
    ChannelPage first = open("Ada");
    ChannelPage second = open("Ada");
    await(first, () -> first.end().equals("4403 kicked"));
    first.publish("too late");
    await(first, () -> first.stored().equals(List.of("closed too late")));
    second.publish("hello");
    await(second, () -> second.stored().equals(List.of("1 hello")));
    assertEquals("", second.end());
  }

  @Test
  void credentialsThatAreRefusedAreTheEnd() throws Exception {
    server = ServerProcess.start();
    ChannelPage eve = page();
    eve.open(server.channel("room"), "room", Map.of("token", "a guess"));
    await(eve, () -> eve.end().equals("4401 unauthorized"));
    assertEquals(List.of(), eve.welcomes());
  }

  @Test
  void aServerThatRestartsIsAGapAndASessionOfItsOwn() throws Exception {
    server = ServerProcess.start();
    ChannelPage ada = open("Ada");
    ada.publish("one");
    await(ada, () -> ada.heard().equals(List.of("1 one")));
    String port = String.valueOf(server.port());
    server.close();
    ada.publish("two");
    server = ServerProcess.run(List.of(), "--port", port);
    server.port();
    await(ada, () -> ada.stored().size() == 2);
    assertEquals(List.of("1 one", "1 two"), ada.stored());
    await(ada, () -> ada.told().contains("gap"));
    assertEquals(List.of(false, false), ada.welcomes());
    ada.publish("three");
    await(ada, () -> ada.heard().contains("2 three"));
    assertTrue(ada.told().indexOf("gap") > 0, ada.told()::toString);
  }

  private ChannelPage page() throws Exception {
    ChannelPage page =
        new ChannelPage(CHROMIUM.browser(), URI.create("http://localhost:" + server.port() + "/"));
    pages.add(page);
    return page;
  }

  /** A client that is subscribed. */
  private ChannelPage open(String name) throws Exception {
    ChannelPage page = page();
    page.open(server.channel("any"), "room", Map.of("name", name));
    await(page, () -> page.told().contains("subscribed"));
    return page;
  }

  private static void await(ChannelPage page, BooleanSupplier condition)
      throws InterruptedException {
    Await.until(
        () -> page.states() + " " + page.told() + " " + page.heard() + " " + page.stored(),
        PATIENCE,
        condition);
  }
}
