package dev.lifeline.containers;

import dev.lifeline.sample.Census;
import dev.lifeline.sample.Chat;
import dev.lifeline.sample.PriceFeed;
import dev.lifeline.sample.Prices;
import dev.lifeline.sample.Upload;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The sample application in its own WAR, with Lifeline's classes as a library and their like. */
final class SampleWar {

  private static final File CLASSES = new File("target/lifeline-classes.jar");

  /** The libraries of the shipped WAR, where the build has laid them out. */
  private static final File LIBRARIES = new File("target/lifeline/WEB-INF/lib");

  private final WebArchive archive;
  private final Map<String, String> parameters = new LinkedHashMap<>();

  /** What stands in web.xml besides. */
  private String pasted = "";

  private SampleWar(String name) {
    archive =
        ShrinkWrap.create(WebArchive.class, name + ".war")
            .addClasses(Chat.class, Prices.class, PriceFeed.class, Upload.class, Census.class);
  }

  /** As it was before Lifeline came to it. */
  static SampleWar without(String name) {
    return new SampleWar(name);
  }

  /** With what the README tells to copy and to paste, and nothing else of Lifeline. */
  static SampleWar asTheReadmeSays(String name) {
    SampleWar war = new SampleWar(name);
    Readme readme = Readme.section("In your own WAR");
    readme.filesCopiedBySh().forEach(war.archive::addAsLibrary);
    war.pasted = readme.firstBlock("xml");
    return war;
  }

  /** With Lifeline, supervised, and with the policy of the scenarios. */
  static SampleWar supervised(String name) {
    SampleWar war = new SampleWar(name);
    war.archive.addAsLibrary(CLASSES);
    war.library("asm-");
    return war.with("lifeline.supervise", "all")
        .with("lifeline.endpoint", "off")
        .with("lifeline.heartbeat.interval", Scenario.INTERVAL.toMillis() + "ms")
        .with("lifeline.heartbeat.timeout", Scenario.TIMEOUT.toMillis() + "ms")
        .with("lifeline.outbound.max-age", Scenario.MAX_AGE.toMillis() + "ms");
  }

  /** With CDI: the server's, or Weld where that has none; and a witness that observes. */
  SampleWar withCdi() {
    archive
        .addClasses(Witness.class, Witness.End.class, Witness.Desk.class)
        .addClasses(Injected.class, Injected.Greeter.class)
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    if (!Scenario.isPayara()) {
      library("weld-servlet-shaded-");
    }
    return this;
  }

  /** With CDI by OpenWebBeans, in the WAR, and a witness that observes. */
  SampleWar withOpenWebBeans() {
    File[] libraries = new File("target/containers/openwebbeans").listFiles();
    if (libraries == null) {
      throw new IllegalStateException("no OpenWebBeans: let Maven copy it first");
    }
    pasted =
        "<listener><listener-class>org.apache.webbeans.servlet.WebBeansConfigurationListener"
            + "</listener-class></listener>";
    archive
        .addAsLibraries(libraries)
        .addClasses(Witness.class, Witness.End.class, Witness.Desk.class)
        .addClasses(Injected.class, Injected.Greeter.class)
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    return this;
  }

  /**
   * Without CDI: a witness that listens. From its files: it cannot be loaded where the tests run.
   */
  SampleWar withoutCdi() {
    for (String name : List.of("Witness", "Witness$End", "PlainWitness", "PlainWitness$Desk")) {
      String file = "dev/lifeline/containers/" + name + ".class";
      archive.addAsWebInfResource(new File("target/test-classes", file), "classes/" + file);
    }
    archive.addAsResource(
        new StringAsset("dev.lifeline.containers.PlainWitness"),
        "META-INF/services/dev.lifeline.connection.SessionListener");
    return this;
  }

  SampleWar with(String parameter, String value) {
    parameters.put(parameter, value);
    return this;
  }

  private void library(String prefix) {
    File[] found = LIBRARIES.listFiles((directory, name) -> name.startsWith(prefix));
    if (found == null || found.length != 1) {
      throw new IllegalStateException("no " + prefix + " in " + LIBRARIES + ": package the WAR");
    }
    archive.addAsLibrary(found[0]);
  }

  WebArchive archive() {
    StringBuilder xml =
        new StringBuilder(
            "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">\n");
    parameters.forEach(
        (name, value) ->
            xml.append("<context-param><param-name>")
                .append(name)
                .append("</param-name><param-value>")
                .append(value)
                .append("</param-value></context-param>\n"));
    xml.append(pasted);
    return archive.setWebXML(new StringAsset(xml.append("</web-app>\n").toString()));
  }
}
