package dev.lifeline.containers;

import org.apache.catalina.Context;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;

/**
 * The Tomcat of the class path with one application, in a process of its own: takes the WAR and
 * where to work. It says at which port it serves in a line that begins with {@link #SERVES}.
 */
public final class TomcatMain {

  static final String SERVES = "tomcat-main: ";

  private TomcatMain() {}

  public static void main(String[] args) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(args[1]);
    tomcat.getHost().setAppBase(args[1]);
    tomcat.setPort(0);
    tomcat.getConnector();
    ContextConfig config = new ContextConfig();
    // Without the JSP servlet of the defaults: its engine is not here.
    config.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
    Context context = tomcat.addWebapp(tomcat.getHost(), "", args[0], config);
    context.setParentClassLoader(Tomcat.class.getClassLoader());
    tomcat.start();
    System.out.println(SERVES + tomcat.getConnector().getLocalPort());
    tomcat.getServer().await();
  }
}
