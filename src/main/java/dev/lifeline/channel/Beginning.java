package dev.lifeline.channel;

import dev.lifeline.protocol.Member;
import dev.lifeline.protocol.Position;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where a feed begins.
 *
 * @param position after which the messages follow
 * @param last the offset of the newest message that is stored; those up to it are not new
 * @param recovered whether that is the one that was asked for; null where none was
 * @param members who is present; null where that was not asked for
 */
record Beginning(
    Position position, long last, @Nullable Boolean recovered, @Nullable List<Member> members) {

  /** What a wish comes to, for a feed that listens already. */
  static CompletionStage<Beginning> find(
      ChannelStore store, String channel, @Nullable Position after, int history, boolean presence) {
    CompletionStage<Beginning> beginning =
        store
            .extent(channel)
            .thenCompose(
                extent ->
                    after == null
                        ? CompletableFuture.completedStage(
                            new Beginning(extent.beforeLast(history), extent.last(), null, null))
                        : recover(store, channel, after, extent));
    return presence
        ? beginning.thenCompose(found -> store.members(channel).thenApply(found::with))
        : beginning;
  }

  private static CompletionStage<Beginning> recover(
      ChannelStore store, String channel, Position after, Extent extent) {
    return store
        .read(channel, after, 1)
        .thenApply(
            page ->
                page.isPresent()
                    ? new Beginning(after, Math.max(after.offset(), extent.last()), true, null)
                    : behindGap(extent));
  }

  /** At the end of what is stored, since what was to follow is not kept. */
  static Beginning behindGap(Extent extent) {
    return new Beginning(extent.end(), extent.last(), false, null);
  }

  private Beginning with(List<Member> present) {
    return new Beginning(position, last, recovered, present);
  }
}
