package dev.lifeline.containers;

import java.io.File;
import java.io.InputStream;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The WAR as it is shipped, with other context-params in its web.xml, as a user would write. */
final class ShippedWar {

  private static final String WEB_XML = "WEB-INF/web.xml";

  private final WebArchive archive;
  private final Document webXml;

  private ShippedWar(String name) throws Exception {
    archive =
        ShrinkWrap.create(ZipImporter.class, name + ".war")
            .importFrom(new File("target/lifeline.war"))
            .as(WebArchive.class);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    try (InputStream xml = archive.get(WEB_XML).getAsset().openStream()) {
      webXml = factory.newDocumentBuilder().parse(xml);
    }
  }

  /** To be deployed at the path of the name. */
  static ShippedWar named(String name) {
    try {
      return new ShippedWar(name);
    } catch (Exception e) {
      throw new IllegalStateException("no WAR to test: package it first", e);
    }
  }

  /** Sets a context-param, whether web.xml has it or not. */
  ShippedWar with(String parameter, String value) {
    NodeList names = webXml.getElementsByTagNameNS("*", "param-name");
    for (int i = 0; i < names.getLength(); i++) {
      if (names.item(i).getTextContent().strip().equals(parameter)) {
        Element param = (Element) names.item(i).getParentNode();
        param.getElementsByTagNameNS("*", "param-value").item(0).setTextContent(value);
        return this;
      }
    }
    Element param = element("context-param");
    param.appendChild(element("param-name")).setTextContent(parameter);
    param.appendChild(element("param-value")).setTextContent(value);
    Element root = webXml.getDocumentElement();
    root.insertBefore(param, webXml.getElementsByTagNameNS("*", "filter").item(0));
    return this;
  }

  /** The archive. */
  WebArchive archive() {
    try {
      StringWriter text = new StringWriter();
      TransformerFactory.newInstance()
          .newTransformer()
          .transform(new DOMSource(webXml), new StreamResult(text));
      archive.delete(WEB_XML);
      return archive.add(new StringAsset(text.toString()), WEB_XML);
    } catch (Exception e) {
      throw new IllegalStateException("web.xml could not be written", e);
    }
  }

  private Element element(String name) {
    return webXml.createElementNS(webXml.getDocumentElement().getNamespaceURI(), name);
  }
}
