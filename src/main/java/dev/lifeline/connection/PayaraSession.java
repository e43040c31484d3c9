package dev.lifeline.connection;

import dev.lifeline.heartbeat.Ticker;
import java.lang.reflect.Method;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Payara closes a session on the thread that asks for it, and recycles its request for the next use
 * there and then.
 *
 * <p>What a second thread reads meanwhile, like the peer's answer, it takes for one more request,
 * and deals with it by the objects that are being recycled. That fails with exceptions, and leaves
 * in them what keeps the application once it has gone.
 *
 * @param connection Grizzly's
 * @param request Catalina's, of the handshake
 * @param handler the upgrade's
 */
record PayaraSession(Object connection, Object request, Object handler)
    implements ContainerSession {

  private static final Ticker TICKER = Ticker.system();

  /** 1 ms: how often a thread is looked for that reads. */
  private static final Duration LOOK = Duration.ofMillis(1);

  @Override
  public void stopReading(Duration patience) throws ReflectiveOperationException {
    SelectionKey key = (SelectionKey) Internals.call(connection, "getSelectionKey");
    long untilNanos = TICKER.nanos() + patience.toNanos();
    try {
      while (!hasStopped(key, untilNanos - TICKER.nanos())) {
        LockSupport.parkNanos(LOOK.toNanos());
      }
    } catch (TimeoutException e) {
      key.interestOpsAnd(~SelectionKey.OP_READ);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new ReflectiveOperationException(e);
    }
  }

  /**
   * On the selector's thread, where no selection is under way: a key that is not selected for
   * reading has a thread that reads, which will have it selected again.
   */
  private boolean hasStopped(SelectionKey key, long patienceNanos)
      throws ReflectiveOperationException,
          InterruptedException,
          ExecutionException,
          TimeoutException {
    FutureTask<Boolean> stop =
        new FutureTask<>(
            () -> (key.interestOpsAnd(~SelectionKey.OP_READ) & SelectionKey.OP_READ) != 0);
    ClassLoader grizzly = connection.getClass().getClassLoader();
    Class<?> event = Class.forName("org.glassfish.grizzly.IOEvent", true, grizzly);
    Method onSelectorThread =
        connection.getClass().getMethod("executeInEventThread", event, Runnable.class);
    onSelectorThread.invoke(connection, event.getField("WRITE").get(null), stop);
    try {
      return stop.get(patienceNanos, TimeUnit.NANOSECONDS);
    } finally {
      stop.cancel(false);
    }
  }

  /**
   * Payara keeps a request for its next use, on a thread that may never have one, and with it the
   * handler of its upgrade: so the session, its endpoint and the application's class loader.
   */
  @Override
  public void forget() throws ReflectiveOperationException {
    // Not while the connection goes on, and not what the next use has brought.
    if (Internals.call(request, "isUpgrade").equals(false)) {
      Internals.variable(request, "httpUpgradeHandler").compareAndSet(request, handler, null);
    }
  }
}
