package dev.lifeline.container;

import dev.lifeline.channel.Channels;
import dev.lifeline.channel.HistoryLimits;
import dev.lifeline.channel.MemoryChannelStore;
import dev.lifeline.config.Configuration;
import dev.lifeline.config.Reliability;
import dev.lifeline.connection.Connections;
import dev.lifeline.connection.Deadlines;
import dev.lifeline.endpoint.ExtensionPolicy;
import dev.lifeline.endpoint.Gate;
import dev.lifeline.endpoint.OriginPolicy;
import dev.lifeline.endpoint.PlainClients;
import dev.lifeline.endpoint.PlainRules;
import dev.lifeline.endpoint.ReliableClients;
import dev.lifeline.endpoint.ReliableRules;
import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.protocol.Codec;
import dev.lifeline.session.Lifeline;
import dev.lifeline.session.Presence;
import dev.lifeline.session.Publishing;
import dev.lifeline.session.SessionLimits;
import dev.lifeline.session.Sessions;
import java.time.Duration;
import java.util.concurrent.Executor;

/** What Lifeline's own endpoint is made of, wired together as the configuration says. */
record ChannelParts(
    PlainClients plainClients,
    ReliableClients reliableClients,
    Lifeline lifeline,
    OriginPolicy originPolicy,
    ExtensionPolicy extensionPolicy) {

  /** 1 s: how much longer than its age what is stored may be remembered. */
  private static final Duration HOUSEKEEPING = Duration.ofSeconds(1);

  static ChannelParts of(
      Configuration configuration,
      HeartbeatMonitor monitor,
      ContainerExecutors executors,
      CdiHooks hooks,
      Connections connections) {
    Codec codec = new Codec();
    Deadlines deadlines = new Deadlines(monitor, executors.deliveries());
    MemoryChannelStore store = store(configuration.reliability(), monitor);
    keepExpiring(store, deadlines);
    Channels channels = new Channels(store, codec, executors.deliveries());
    PlainRules rules = plainRules(configuration);
    Executor waiting = hooks.mayWait() ? executors.tasks() : Runnable::run;
    Gate gate = new Gate(hooks.authenticator(), hooks.authorizer(), waiting);
    Presence presence = new Presence(store, deadlines, configuration.reliability().presenceGrace());
    Sessions sessions =
        new Sessions(
            sessionLimits(configuration.reliability()),
            deadlines,
            new Publishing(channels, gate.authorizer(), hooks.filter()),
            waiting,
            presence::ended);
    return new ChannelParts(
        new PlainClients(connections, channels, rules),
        new ReliableClients(
            connections,
            new ReliableClients.Shared(
                codec,
                reliableRules(configuration, rules),
                gate,
                sessions,
                channels,
                presence,
                deadlines,
                executors.deliveries())),
        new Lifeline(connections, channels, sessions),
        new OriginPolicy(configuration.origins()),
        new ExtensionPolicy(configuration.compression()));
  }

  /** A message is remembered for as long as a session is: who may still come back finds it. */
  private static MemoryChannelStore store(Reliability reliability, HeartbeatMonitor monitor) {
    return new MemoryChannelStore(
        monitor.ticker(),
        new HistoryLimits(
            reliability.historySize(),
            reliability.resumeWindow(),
            reliability.historyTotalBytes()));
  }

  private static void keepExpiring(MemoryChannelStore store, Deadlines deadlines) {
    deadlines.after(
        HOUSEKEEPING,
        () -> {
          try {
            store.expire();
          } finally {
            keepExpiring(store, deadlines);
          }
        });
  }

  private static SessionLimits sessionLimits(Reliability reliability) {
    return new SessionLimits(
        reliability.resumeWindow(), reliability.maxSessions(), reliability.singleSession());
  }

  private static ReliableRules reliableRules(Configuration configuration, PlainRules rules) {
    return new ReliableRules(
        rules,
        configuration.reliability().helloTimeout(),
        configuration.reliability().maxSubscriptions(),
        configuration.heartbeat().interval(),
        configuration.heartbeat().timeout(),
        configuration.reliability().resumeWindow());
  }

  private static PlainRules plainRules(Configuration configuration) {
    return new PlainRules(Parts.heartbeatTexts(configuration), configuration.maxMessageBytes());
  }
}
