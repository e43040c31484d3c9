package dev.lifeline.session;

import dev.lifeline.channel.ChannelName;
import dev.lifeline.channel.Channels;
import dev.lifeline.protocol.Payload;
import dev.lifeline.protocol.Reason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Publishes what is allowed, and what the application makes of it. Safe for use by any thread. */
public final class Publishing implements Publisher {

  private static final Logger LOG = System.getLogger(Publishing.class.getName());

  private final Channels channels;
  private final Authorizer authorizer;
  private final MessageFilter filter;

  /** Creates the one instance of an application. */
  public Publishing(Channels channels, Authorizer authorizer, MessageFilter filter) {
    this.channels = channels;
    this.authorizer = authorizer;
    this.filter = filter;
  }

  @Override
  public CompletionStage<Result> publish(Identity identity, String channel, Payload payload) {
    if (!ChannelName.isValid(channel)) {
      return CompletableFuture.completedStage(Result.refused(Reason.INVALID_CHANNEL));
    }
    try {
      if (!authorizer.mayPublish(identity, channel)) {
        return CompletableFuture.completedStage(Result.refused(Reason.FORBIDDEN));
      }
      Optional<Payload> stored = filter.filter(identity, channel, payload);
      return stored.isEmpty()
          ? CompletableFuture.completedStage(Result.refused(Reason.VETOED))
          : channels.publish(channel, stored.get(), identity.name()).thenApply(Result::stored);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the application failed over a message", e);
      return CompletableFuture.failedStage(e);
    }
  }
}
