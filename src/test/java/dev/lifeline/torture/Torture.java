package dev.lifeline.torture;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.FaultProxy;
import dev.lifeline.testing.ServerProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** One run: everybody publishes and hears, through breaks, until all have come to the end. */
final class Torture {

  /** So many publishes of one client may be without an outcome. */
  private static final int MOST_UNANSWERED = 32;

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Scale scale;
  private final Ledger ledger = new Ledger();
  private final Random random;
  private final List<Speaker> speakers = new ArrayList<>();
  private final List<FaultProxy> proxies = new ArrayList<>();
  private final List<Breaker> breakers = new ArrayList<>();

  Torture(Scale scale) {
    this.scale = scale;
    this.random = new Random(scale.seed());
  }

  /** Runs it, and returns what there is to judge. */
  Ledger run() throws Exception {
    try (ServerProcess server =
            ServerProcess.start(
                "lifeline.heartbeat.interval=500ms",
                "lifeline.heartbeat.timeout=3s",
                "lifeline.history.size=" + scale.history(),
                "lifeline.history.total-bytes=512MB");
        NodeSpeakers node = NodeSpeakers.start(ledger)) {
      open(server, node);
      publish();
      breakers.forEach(Breaker::rest);
      awaitOutcomes();
      awaitEverybody();
    } finally {
      speakers.forEach(Speaker::close);
      for (FaultProxy proxy : proxies) {
        proxy.close();
      }
    }
    return ledger;
  }

  private void open(ServerProcess server, NodeSpeakers node) throws Exception {
    URI door = server.channel("door");
    for (int i = 0; i < scale.javaClients() + scale.nodeClients(); i++) {
      Speaker speaker =
          i < scale.javaClients() ? new JavaSpeaker("java-" + i, ledger) : node.speaker("js-" + i);
      FaultProxy proxy = FaultProxy.to(server.port());
      proxies.add(proxy);
      breakers.add(new Breaker(proxy, new Random(random.nextLong())));
      speakers.add(speaker);
      speaker.open(proxy.through(door), scale.channelNames());
    }
    for (String channel : scale.channelNames()) {
      await(speaker -> ledger.hasReached(speaker.listener(channel), 0), "subscribed");
    }
  }

  private void publish() throws InterruptedException {
    int everyMessages = Math.max(1, scale.messages() / Math.max(1, scale.breaks()));
    int[] numbers = new int[speakers.size()];
    List<String> channels = scale.channelNames();
    for (int i = 0; i < scale.messages(); i++) {
      int who = random.nextInt(speakers.size());
      Speaker speaker = speakers.get(who);
      String channel = channels.get(random.nextInt(channels.size()));
      Await.until(
          () -> speaker.name() + " has " + speaker.unanswered() + " unanswered",
          PATIENCE,
          () -> speaker.unanswered() < MOST_UNANSWERED);
      speaker.publish(channel, new Utterance(speaker.name(), ++numbers[who]));
      if (scale.breaks() > 0 && i % everyMessages == everyMessages - 1) {
        breakers.get(random.nextInt(breakers.size())).strike();
      }
    }
  }

  private void awaitOutcomes() throws InterruptedException {
    await(speaker -> speaker.unanswered() == 0, "answered");
  }

  private void awaitEverybody() throws InterruptedException {
    for (String channel : scale.channelNames()) {
      long last = ledger.lastOffset(channel);
      await(speaker -> ledger.hasReached(speaker.listener(channel), last), "at the end");
    }
  }

  private void await(Predicate<Speaker> condition, String what) throws InterruptedException {
    Await.until(
        () ->
            "not "
                + what
                + ": "
                + speakers.stream().filter(condition.negate()).map(Speaker::name).toList()
                + ", faults: "
                + ledger.faults(),
        PATIENCE,
        () -> speakers.stream().allMatch(condition));
  }

  /** How often of each kind, of all clients together. */
  Map<Breaker.Kind, Integer> breaks() {
    Map<Breaker.Kind, Integer> all = new EnumMap<>(Breaker.Kind.class);
    breakers.forEach(b -> b.counts().forEach((kind, n) -> all.merge(kind, n, Integer::sum)));
    return all;
  }
}
