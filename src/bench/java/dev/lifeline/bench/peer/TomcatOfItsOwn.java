package dev.lifeline.bench.peer;

import java.io.File;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;

/**
 * A WAR at the root of an embedded Tomcat with Tomcat's own settings; only the largest number of
 * connections, 8,192 by default, is above what is measured.
 */
public final class TomcatOfItsOwn {

  private static final String MAX_CONNECTIONS = "20000";

  private static final Logger CATALINA = Logger.getLogger("org.apache.catalina");

  private TomcatOfItsOwn() {}

  /** Serves {@code args[0]}, the WAR, with {@code args[1]} as its work directory. */
  public static void main(String[] args) throws LifecycleException {
    CATALINA.setLevel(Level.SEVERE);
    Path work = Path.of(args[1]).toAbsolutePath();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(work.toString());
    File applications = work.resolve("webapps").toFile();
    if (!applications.isDirectory() && !applications.mkdirs()) {
      throw new IllegalStateException("no " + applications);
    }
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setThrowOnFailure(true);
    connector.setProperty("maxConnections", MAX_CONNECTIONS);
    tomcat.setConnector(connector);
    StandardContext context =
        (StandardContext) tomcat.addWebapp("", Path.of(args[0]).toAbsolutePath().toString());
    if (context.getJarScanner() instanceof StandardJarScanner scanner) {
      // Or it would find the endpoints of the class path in each application.
      scanner.setScanClassPath(false);
    }
    tomcat.start();
    if (context.getState() != LifecycleState.STARTED) {
      System.err.println("the application did not start");
      System.exit(1);
    }
    System.out.println("Tomcat serves http://localhost:" + connector.getLocalPort() + "/");
    tomcat.getServer().await();
  }
}
