package dev.lifeline.faults;

import dev.lifeline.client.ClientListener;
import dev.lifeline.client.ClientStatus;
import dev.lifeline.client.LifelineClient;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The Java client, in this process. */
final class JavaClient implements ClientUnderTest, ClientListener {

  private final List<Change> changes = new CopyOnWriteArrayList<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  /** Null before {@link #open}. */
  private @Nullable LifelineClient client;

  @Override
  public void open(URI uri, Timings timings) {
    changes.add(new Change("connecting", System.currentTimeMillis()));
    client =
        LifelineClient.builder(uri)
            .connectTimeout(timings.connectTimeout())
            .heartbeat(
                beats ->
                    beats
                        .interval(timings.interval())
                        .timeout(timings.timeout())
                        .patience(timings.patience()))
            .reconnect(retries -> retries.base(timings.base()).ceiling(timings.ceiling()))
            .listener(this)
            .connect();
  }

  @Override
  public void status(LifelineClient told, ClientStatus status) {
    String state = status.state().name().toLowerCase(Locale.ROOT);
    changes.add(new Change(state, System.currentTimeMillis()));
  }

  @Override
  public void text(LifelineClient told, String message) {
    heard.add(message);
  }

  @Override
  public void send(String text) {
    if (client != null) {
      client.send(text);
    }
  }

  @Override
  public List<Change> changes() {
    return List.copyOf(changes);
  }

  @Override
  public List<String> heard() {
    return List.copyOf(heard);
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }
}
