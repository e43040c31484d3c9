package dev.lifeline.sample;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A new price every 50 ms. */
@WebListener
public class PriceFeed implements ServletContextListener {

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger price = new AtomicInteger();

  @Override
  public void contextInitialized(ServletContextEvent event) {
    clock.scheduleAtFixedRate(
        () -> Prices.push("price " + price.incrementAndGet()), 0, 50, TimeUnit.MILLISECONDS);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    clock.shutdownNow();
  }
}
