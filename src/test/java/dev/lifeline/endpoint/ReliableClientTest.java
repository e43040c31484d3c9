package dev.lifeline.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.channel.Channels;
import dev.lifeline.channel.HistoryLimits;
import dev.lifeline.channel.MemoryChannelStore;
import dev.lifeline.connection.Connection;
import dev.lifeline.connection.Connections;
import dev.lifeline.connection.Deadlines;
import dev.lifeline.connection.EndReason;
import dev.lifeline.connection.HeartbeatTexts;
import dev.lifeline.connection.LifeSign;
import dev.lifeline.connection.OutboundLimits;
import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.HeartbeatPolicy;
import dev.lifeline.protocol.Codec;
import dev.lifeline.protocol.Member;
import dev.lifeline.session.Authenticator;
import dev.lifeline.session.Authorizer;
import dev.lifeline.session.Credentials;
import dev.lifeline.session.DefaultAuthenticator;
import dev.lifeline.session.Identity;
import dev.lifeline.session.Presence;
import dev.lifeline.session.Publishing;
import dev.lifeline.session.SessionLimits;
import dev.lifeline.session.Sessions;
import dev.lifeline.testing.FakeHttpSession;
import dev.lifeline.testing.FakeSession;
import dev.lifeline.testing.FakeTicker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages of at most 300 bytes, 10 s for the hello, 2 subscriptions, a history of 5. JSON is
 * written with single quotes here.
 */
class ReliableClientTest {

  private static final HeartbeatPolicy POLICY =
      new HeartbeatPolicy(Duration.ofSeconds(15), Duration.ofSeconds(400), Duration.ofSeconds(500));
  private static final Pattern SESSION = Pattern.compile("'session':'([^']+)'");
  private static final Pattern EPOCH = Pattern.compile("'epoch':'([^']+)'");

  private final FakeTicker ticker = new FakeTicker(42);
  private final HeartbeatMonitor monitor = new HeartbeatMonitor(ticker);
  private final Connections connections =
      new Connections(
          monitor,
          POLICY,
          new LifeSign(false, null),
          new OutboundLimits(1 << 20, 1_000, Duration.ofSeconds(1_000), 1 << 20),
          100,
          Runnable::run,
          event -> {});
  private final Codec codec = new Codec();
  private final Channels channels =
      new Channels(
          new MemoryChannelStore(ticker, new HistoryLimits(5, Duration.ofMinutes(2), 1 << 20)),
          codec,
          Runnable::run);
  private final PlainRules plainRules =
      new PlainRules(HeartbeatTexts.of(Set.of("ping", ""), null), 300);
  private final PlainClients plainClients = new PlainClients(connections, channels, plainRules);
  private final FakeSession alice = new FakeSession("alice");
  private final FakeSession bob = new FakeSession("bob");

  private Authenticator authenticator = new DefaultAuthenticator();
  private Authorizer authorizer = new Authorizer() {};
  private Executor asking = Runnable::run;
  private ReliableClients clients;
  private Sessions sessions;

  @Test
  void aHelloIsWelcomedWithASessionAndTheTimes() {
    open(alice, "{'type':'hello','name':'Ada'}");
    assertEquals(
        "{'type':'welcome','session':'S','resumed':false,'seq':0,'window':64,"
            + "'interval':15000,'timeout':400000,'resumeWindow':120000,'identity':'Ada'}",
        SESSION.matcher(last(alice)).replaceAll("'session':'S'"));
  }

  @Test
  void aClientWithoutANameHasNoIdentity() {
    open(alice, "{'type':'hello'}");
    assertFalse(last(alice).contains("identity"));
  }

  @Test
  void theContainersPrincipalGoesBeforeTheName() {
    alice.login("real");
    open(alice, "{'type':'hello','name':'Ada'}");
    assertTrue(last(alice).contains("'identity':'real'"), last(alice));
  }

  @Test
  void heartbeatsAreAnsweredBeforeTheHelloAndAfterIt() {
    Connection connection = open(alice);
    say(connection, "ping");
    say(connection, "{'type':'hello'}");
    say(connection, "ping");
    assertEquals("text pong", alice.told.get(0));
    assertEquals("text pong", alice.told.get(2));
  }

  @Test
  void aPublishIsAcknowledgedAndReachesSubscribersOfBothKinds() {
    Connection a = open(alice, "{'type':'hello','name':'Ada'}");
    FakeSession plain = new FakeSession("plain");
    Connection p = plainClients.open(plain.session(), "room");
    say(a, "{'type':'subscribe','channel':'room'}");
    assertEquals(
        "{'type':'subscribed','channel':'room','epoch':'E','offset':0}", withoutEpoch(last(alice)));
    alice.told.clear();
    say(a, "{'type':'publish','channel':'room','seq':1,'text':'hi'}");
    assertEquals(
        List.of(
            "{'type':'message','channel':'room','offset':1,'text':'hi','from':'Ada'}",
            "{'type':'ack','seq':1,'channel':'room','epoch':'E','offset':1}"),
        allWithoutEpoch(alice));
    p.receiveText("hello", true);
    p.receiveBinary(ByteBuffer.wrap(new byte[] {1}), true);
    assertEquals("{'type':'message','channel':'room','offset':3,'binary':'AQ=='}", last(alice));
    assertEquals(List.of("text hi", "text hello", "binary 1"), plain.told);
  }

  @Test
  void aPublishNeedsNoSubscription() {
    Connection a = open(alice, "{'type':'hello'}");
    say(a, "{'type':'publish','channel':'elsewhere','seq':1,'binary':'AQI='}");
    assertTrue(last(alice).startsWith("{'type':'ack','seq':1,'channel':'elsewhere'"), last(alice));
  }

  @Test
  void anyChannelCanBeSubscribedOnceUpToTheBound() {
    Connection a = open(alice, "{'type':'hello'}");
    say(a, "{'type':'subscribe','channel':'one'}");
    say(a, "{'type':'subscribe','channel':'one'}");
    assertEquals("{'type':'refused','channel':'one','reason':'already-subscribed'}", last(alice));
    say(a, "{'type':'subscribe','channel':'two'}");
    say(a, "{'type':'subscribe','channel':'three'}");
    assertEquals(
        "{'type':'refused','channel':'three','reason':'too-many-subscriptions'}", last(alice));
    say(a, "{'type':'unsubscribe','channel':'one'}");
    assertEquals("{'type':'unsubscribed','channel':'one'}", last(alice));
    say(a, "{'type':'subscribe','channel':'three'}");
    assertTrue(last(alice).startsWith("{'type':'subscribed','channel':'three'"), last(alice));
    say(a, "{'type':'unsubscribe','channel':'never'}");
    assertEquals("{'type':'unsubscribed','channel':'never'}", last(alice));
  }

  @Test
  void aNameThatIsNoChannelsIsRefused() {
    Connection a = open(alice, "{'type':'hello'}");
    say(a, "{'type':'subscribe','channel':'a b'}");
    assertEquals("{'type':'refused','channel':'a b','reason':'invalid-channel'}", last(alice));
    say(a, "{'type':'publish','channel':'a b','seq':1,'text':''}");
    assertEquals(
        "{'type':'refused','seq':1,'channel':'a b','reason':'invalid-channel'}", last(alice));
  }

  @Test
  void theApplicationSaysWhoMayDoWhat() {
    authorizer =
        new Authorizer() {
          @Override
          public boolean maySubscribe(Identity identity, String channel) {
            return channel.equals(identity.name());
          }

          @Override
          public boolean mayPublish(Identity identity, String channel) {
            return !channel.equals(identity.name());
          }
        };
    Connection a = open(alice, "{'type':'hello','name':'Ada'}");
    say(a, "{'type':'subscribe','channel':'Bob'}");
    assertEquals("{'type':'refused','channel':'Bob','reason':'forbidden'}", last(alice));
    say(a, "{'type':'subscribe','channel':'Ada'}");
    assertTrue(last(alice).startsWith("{'type':'subscribed'"), last(alice));
    say(a, "{'type':'publish','channel':'Ada','seq':1,'text':''}");
    assertEquals("{'type':'refused','seq':1,'channel':'Ada','reason':'forbidden'}", last(alice));
    say(a, "{'type':'publish','channel':'Bob','seq':2,'text':''}");
    assertTrue(last(alice).startsWith("{'type':'ack','seq':2"), last(alice));
  }

  @Test
  void anApplicationThatFailsToDecideHasRefused() {
    authenticator =
        credentials -> {
          throw new IllegalStateException("expected by this test");
        };
    open(alice, "{'type':'hello'}");
    assertEquals(List.of("close 4401 unauthorized"), alice.told);
  }

  @Test
  void afterABreakItGoesOnWhereItWas() {
    Connection a = open(alice, "{'type':'hello','name':'Ada'}");
    String session = session(alice);
    say(a, "{'type':'subscribe','channel':'room'}");
    String epoch = epoch(alice);
    say(a, "{'type':'publish','channel':'room','seq':1,'text':'one'}");
    a.end(EndReason.CONNECTION_LOST);
    Connection b = open(bob, "{'type':'hello','name':'Bob'}");
    say(b, "{'type':'publish','channel':'room','seq':1,'text':'missed'}");

    FakeSession again = new FakeSession("again");
    Connection c = open(again, "{'type':'hello','name':'Ada','session':'" + session + "'}");
    assertTrue(last(again).contains("'resumed':true,'seq':1"), last(again));
    assertEquals(session, session(again));
    again.told.clear();
    say(c, "{'type':'publish','channel':'room','seq':1,'text':'one'}");
    say(c, "{'type':'subscribe','channel':'room','epoch':'" + epoch + "','offset':1}");
    assertEquals(
        List.of(
            "{'type':'ack','seq':1,'channel':'room','epoch':'E','offset':1}",
            "{'type':'subscribed','channel':'room','epoch':'E','offset':1,'recovered':true,'last':2}",
            "{'type':'message','channel':'room','offset':2,'text':'missed','from':'Bob'}"),
        allWithoutEpoch(again));
  }

  @Test
  void moreThanTheHistoryHoldsIsAGapThatIsTold() {
    Connection a = open(alice, "{'type':'hello','name':'Ada'}");
    say(a, "{'type':'subscribe','channel':'room'}");
    String epoch = epoch(alice);
    for (int i = 1; i <= 6; i++) {
      say(a, "{'type':'publish','channel':'room','seq':" + i + ",'text':'m'}");
    }
    Connection b = open(bob, "{'type':'hello'}");
    say(b, "{'type':'subscribe','channel':'room','epoch':'" + epoch + "','offset':0}");
    assertEquals(
        "{'type':'subscribed','channel':'room','epoch':'E','offset':6,'recovered':false}",
        withoutEpoch(last(bob)));
  }

  @Test
  void aSessionThatIsUnknownOrAnothersBeginsAnew() {
    open(alice, "{'type':'hello','name':'Ada'}");
    open(bob, "{'type':'hello','name':'Bob','session':'" + session(alice) + "'}");
    assertTrue(last(bob).contains("'resumed':false,'seq':0"), last(bob));
    assertFalse(session(bob).equals(session(alice)));
    assertEquals(1, alice.told.size());
  }

  @Test
  void aSessionThatIsTakenOverEndsItsFirstConnectionForGood() {
    Connection a = open(alice, "{'type':'hello','name':'Ada'}");
    open(bob, "{'type':'hello','name':'Ada','session':'" + session(alice) + "'}");
    assertEquals("close 4409 resumed-elsewhere", alice.told.get(1));
    assertTrue(last(bob).contains("'resumed':true"), last(bob));
    say(a, "{'type':'publish','channel':'room','seq':1,'text':'late'}");
    pass(Duration.ofMinutes(5));
    assertTrue(sessions.all().get(0).isAttached());
    assertEquals(0, sessions.all().get(0).taken());
  }

  @Test
  void whoIsKickedIsClosedWithAFinalCode() {
    open(alice, "{'type':'hello','name':'Ada'}");
    assertEquals(1, sessions.kick("Ada"));
    assertEquals("close 4403 kicked", alice.told.get(1));
    assertEquals(0, connections.size());
  }

  @Test
  void aByeIsAnsweredByACloseAndNothingIsKept() {
    Connection a = open(alice, "{'type':'hello'}");
    say(a, "{'type':'subscribe','channel':'room'}");
    say(a, "{'type':'bye'}");
    assertEquals("close 1000 bye", alice.told.get(2));
    assertEquals(0, sessions.size());
    assertEquals(0, channels.size());
  }

  @Test
  void whoSaysNoHelloInTimeIsClosedAndWhoDoesIsNot() {
    open(alice);
    open(bob, "{'type':'hello'}");
    pass(Duration.ofMillis(9_990));
    assertEquals(List.of(), alice.told);
    pass(Duration.ofMillis(10));
    assertEquals(List.of("close 4008 no-hello"), alice.told);
    assertEquals(1, bob.told.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "hello has to be the first; {'type':'bye'}",
        "hello has to be the first; {'type':'publish','channel':'c','seq':1,'text':''}",
        "hello has to be the first; {'type':'authenticate','token':'t'}",
        "no JSON; hi",
      })
  void beforeTheHelloNothingElseIsAllowed(String fault, String message) {
    say(open(alice), message);
    assertEquals(List.of("close 4402 bad-message: " + fault), alice.told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "hello: not twice; {'type':'hello'}",
        "publish.seq: a hole before it; {'type':'publish','channel':'c','seq':2,'text':''}",
        "type: an unknown one; {'type':'nothing'}",
        "no JSON; hi",
      })
  void afterTheWelcomeTheRulesHoldToo(String fault, String message) {
    Connection a = open(alice, "{'type':'hello'}");
    say(a, message);
    assertEquals("close 4402 bad-message: " + fault, alice.told.get(1));
    assertEquals(0, connections.size());
  }

  @Test
  void binaryMessagesAreNotAllowed() {
    open(alice).receiveBinary(ByteBuffer.allocate(3), true);
    assertEquals(List.of("close 4402 bad-message: binary messages are not allowed"), alice.told);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301})
  void aMessageHasTheSizeOfAPlainOneAtMost(int bytes) {
    Connection a = open(alice, "{'type':'hello'}");
    String head = "{'type':'publish','channel':'c','seq':1,'text':'";
    say(a, head + "x".repeat(bytes - head.length() - 2) + "'}");
    assertEquals(
        bytes == 300 ? "text {\"type\":\"ack\"" : "close 1009 message-too-big",
        alice.told.get(1).split(",")[0]);
  }

  @Test
  void aMessageMayComeInParts() {
    Connection a = open(alice);
    a.receiveText("{\"type\":", false);
    a.receiveText("\"hello\"}", true);
    assertTrue(last(alice).startsWith("{'type':'welcome'"), last(alice));
  }

  @Test
  void aPathThatIsNoChannelIsClosedAsForPlainClients() {
    begin();
    clients.open(alice.session(), "a b");
    assertEquals(List.of("close 4400 invalid-channel"), alice.told);
  }

  @Test
  void whileItIsFoundOutWhoSomebodyIsNothingMayBeSaid() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    asking = tasks::add;
    Connection a = open(alice, "{'type':'hello'}");
    Connection b = open(bob, "{'type':'hello'}");
    assertEquals(List.of(), alice.told);
    say(a, "ping");
    say(b, "{'type':'subscribe','channel':'room'}");
    tasks.forEach(Runnable::run);
    assertEquals("text pong", alice.told.get(0));
    assertTrue(last(alice).startsWith("{'type':'welcome'"), last(alice));
    assertEquals(List.of("close 4402 bad-message: not before the welcome"), bob.told);
    pass(Duration.ofMinutes(3));
    assertEquals(1, sessions.size(), "who left meanwhile holds nothing");
  }

  @Test
  void aClientMayAnswerTheWelcomeAtOnce() {
    Connection a = open(alice);
    alice.onNext(() -> say(a, "{'type':'publish','channel':'room','seq':1,'text':'hi'}"));
    say(a, "{'type':'hello'}");
    assertTrue(alice.told.get(0).contains("welcome"), alice.told::toString);
    assertTrue(last(alice).startsWith("{'type':'ack','seq':1"), last(alice));
  }

  @Test
  void aTokenIsRefusedWhereNobodyCanCheckIt() {
    open(alice, "{'type':'hello','token':'t','name':'root'}");
    assertEquals(List.of("close 4401 unauthorized"), alice.told);
  }

  @Test
  void credentialsThatRunOutAreWarnedOfAndThenEndTheConnectionButNotTheSession() {
    authenticator = credentials -> identity(credentials, Duration.ofMinutes(5));
    open(alice, "{'type':'hello','token':'Ada'}");
    assertTrue(last(alice).contains("'identity':'Ada','expiresIn':300000"), last(alice));
    pass(Duration.ofMinutes(4).minusMillis(10));
    assertEquals(1, alice.told.size());
    pass(Duration.ofMillis(10));
    assertEquals("{'type':'expiring','in':60000}", last(alice));
    pass(Duration.ofMinutes(1).minusMillis(10));
    assertEquals(2, alice.told.size());
    pass(Duration.ofMillis(10));
    assertEquals("close 4010 expired", alice.told.get(2));
    open(bob, "{'type':'hello','token':'Ada','session':'" + session(alice) + "'}");
    assertTrue(last(bob).contains("'resumed':true"), last(bob));
  }

  @Test
  void newCredentialsBeforeTheEndOfTheOldOnesLetTheConnectionStay() {
    authenticator = credentials -> identity(credentials, Duration.ofMinutes(5));
    Connection a = open(alice, "{'type':'hello','token':'Ada'}");
    pass(Duration.ofMinutes(4));
    say(a, "{'type':'authenticate','token':'Ada'}");
    assertTrue(last(alice).contains("'resumed':true"), last(alice));
    assertTrue(last(alice).contains("'expiresIn':300000"), last(alice));
    pass(Duration.ofMinutes(4).minusMillis(10));
    assertEquals(3, alice.told.size());
    say(a, "{'type':'authenticate','token':'Eve'}");
    assertEquals("close 4401 unauthorized", alice.told.get(3));
  }

  @Test
  void anHttpSessionThatHasGoneEndsTheConnectionForItsOwnReasonButNotTheSession() {
    FakeHttpSession login = new FakeHttpSession(Duration.ofMinutes(30));
    login.invalidate();
    alice.property(ReliableClients.HTTP_SESSION, login.session());
    open(alice, "{'type':'hello'}");
    assertEquals("close 4010 expired", alice.told.get(1));
    assertEquals(1, sessions.size());
  }

  @Test
  void newCredentialsStandForAnHttpSessionThatEnds() {
    authenticator = credentials -> identity(credentials, Duration.ofHours(1));
    FakeHttpSession login = new FakeHttpSession(Duration.ofMinutes(30));
    login.use(System.currentTimeMillis());
    alice.property(ReliableClients.HTTP_SESSION, login.session());
    Connection a = open(alice, "{'type':'hello','token':'ada'}");
    say(a, "{'type':'authenticate','token':'ada'}");
    login.invalidate();
    pass(Duration.ofSeconds(30));
    assertFalse(a.hasEnded());
  }

  @Test
  void inADrainAClientLearnsWhenToComeBackAndThenItsConnectionEnds() {
    open(alice, "{'type':'hello'}");
    connections.drain(Duration.ofSeconds(10));
    assertTrue(last(alice).matches("\\{'type':'draining','retryIn':\\d+}"), last(alice));
    connections.endDrained();
    String close = alice.told.get(alice.told.size() - 1);
    assertTrue(close.matches("close 1012 retry in \\d+ ms"), close);
    assertEquals(1, sessions.size());
  }

  @Test
  void whoHasNotSaidHelloIsToldOfTheDrainByItsCloseAlone() {
    open(alice);
    connections.drain(Duration.ofSeconds(10));
    assertEquals(List.of(), alice.told);
  }

  @Test
  void membersAreThoseWhoAskForThem() {
    Connection a = open(alice, "{'type':'hello','name':'Ada'}");
    Connection b = open(bob, "{'type':'hello','name':'Bob'}");
    say(a, "{'type':'subscribe','channel':'room','presence':true}");
    assertTrue(
        withoutSession(alice.told.get(1).replace('"', '\''))
            .endsWith("'members':[{'identity':'Ada','session':'S'}]}"),
        alice.told.get(1));
    alice.told.clear();
    say(b, "{'type':'subscribe','channel':'room'}");
    assertEquals(List.of(), alice.told);
    say(b, "{'type':'unsubscribe','channel':'room'}");
    say(b, "{'type':'subscribe','channel':'room','presence':true}");
    assertEquals(
        "{'type':'presence','channel':'room','joined':[{'identity':'Bob','session':'S'}],'left':[]}",
        withoutSession(last(alice)));
    say(b, "{'type':'unsubscribe','channel':'room'}");
    assertEquals(
        "{'type':'presence','channel':'room','joined':[],'left':[{'identity':'Bob','session':'S'}]}",
        withoutSession(last(alice)));
  }

  @Test
  void aBreakThatIsShorterThanTheGraceIsNoLeaveAndALongerOneIs() {
    Connection a = open(alice, "{'type':'hello','name':'Ada'}");
    Connection b = open(bob, "{'type':'hello','name':'Bob'}");
    say(a, "{'type':'subscribe','channel':'room','presence':true}");
    say(b, "{'type':'subscribe','channel':'room','presence':true}");
    String session = session(bob);
    alice.told.clear();
    b.end(EndReason.CONNECTION_LOST);
    pass(Duration.ofMillis(9_980));
    FakeSession again = new FakeSession("again");
    Connection c = open(again, "{'type':'hello','name':'Bob','session':'" + session + "'}");
    say(c, "{'type':'subscribe','channel':'room','presence':true}");
    pass(Duration.ofMinutes(1));
    assertEquals(List.of(), alice.told);
    c.end(EndReason.CONNECTION_LOST);
    pass(Duration.ofMillis(9_990));
    assertEquals(List.of(), alice.told);
    pass(Duration.ofMillis(10));
    assertTrue(last(alice).contains("'left':[{'identity':'Bob'"), last(alice));
  }

  @Test
  void whoResumesWithoutAChannelHasLeftItAfterTheGrace() {
    Connection a = open(alice, "{'type':'hello','name':'Ada'}");
    say(a, "{'type':'subscribe','channel':'room','presence':true}");
    open(bob, "{'type':'hello','name':'Ada','session':'" + session(alice) + "'}");
    pass(Duration.ofMillis(9_990));
    assertEquals(1, members().size());
    pass(Duration.ofMillis(10));
    assertEquals(List.of(), members());
  }

  @Test
  void whoIsKickedOrSaysGoodbyeHasLeftAtOnce() {
    Connection a = open(alice, "{'type':'hello','name':'Ada'}");
    Connection b = open(bob, "{'type':'hello','name':'Bob'}");
    say(a, "{'type':'subscribe','channel':'room','presence':true}");
    say(b, "{'type':'subscribe','channel':'room','presence':true}");
    assertEquals(2, members().size());
    sessions.kick("Ada");
    assertEquals(1, members().size());
    say(b, "{'type':'bye'}");
    assertEquals(List.of(), members());
  }

  private List<Member> members() {
    return channels.store().members("room").toCompletableFuture().join();
  }

  private static String withoutSession(String json) {
    return SESSION.matcher(json).replaceAll("'session':'S'");
  }

  private static Optional<Identity> identity(Credentials credentials, Duration expiresIn) {
    return Optional.of(new Identity(credentials.token(), expiresIn));
  }

  private void begin() {
    if (clients != null) {
      return;
    }
    Deadlines deadlines = new Deadlines(monitor, Runnable::run);
    Presence presence = new Presence(channels.store(), deadlines, Duration.ofSeconds(10));
    sessions =
        new Sessions(
            new SessionLimits(Duration.ofMinutes(2), 100, false),
            deadlines,
            new Publishing(channels, authorizer, (from, channel, payload) -> Optional.of(payload)),
            Runnable::run,
            presence::ended);
    clients =
        new ReliableClients(
            connections,
            new ReliableClients.Shared(
                codec,
                new ReliableRules(
                    plainRules,
                    Duration.ofSeconds(10),
                    2,
                    POLICY.interval(),
                    POLICY.timeout(),
                    Duration.ofMinutes(2)),
                new Gate(authenticator, authorizer, asking),
                sessions,
                channels,
                presence,
                deadlines,
                Runnable::run));
  }

  private Connection open(FakeSession session, String... messages) {
    begin();
    Connection connection = clients.open(session.session(), "path");
    for (String message : messages) {
      say(connection, message);
    }
    return connection;
  }

  private static void say(Connection connection, String message) {
    connection.receiveText(message.replace('\'', '"'), true);
  }

  private static String last(FakeSession session) {
    return json(session.told.get(session.told.size() - 1));
  }

  private static String json(String told) {
    assertTrue(told.startsWith("text {"), told);
    return told.substring("text ".length()).replace('"', '\'');
  }

  private static List<String> allWithoutEpoch(FakeSession session) {
    return session.told.stream().map(told -> withoutEpoch(json(told))).toList();
  }

  private static String withoutEpoch(String json) {
    return EPOCH.matcher(json).replaceAll("'epoch':'E'");
  }

  /** The session that its welcome told. */
  private static String session(FakeSession session) {
    return find(SESSION, json(session.told.get(0)));
  }

  private static String epoch(FakeSession session) {
    return find(EPOCH, last(session));
  }

  private static String find(Pattern pattern, String json) {
    Matcher matcher = pattern.matcher(json);
    assertTrue(matcher.find(), json);
    return matcher.group(1);
  }

  /** Ticks as the executor would. */
  private void pass(Duration time) {
    for (long left = time.toMillis(); left > 0; left -= HeartbeatMonitor.TICK.toMillis()) {
      ticker.advance(HeartbeatMonitor.TICK);
      monitor.advance();
    }
  }
}
