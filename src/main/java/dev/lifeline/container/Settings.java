package dev.lifeline.container;

import dev.lifeline.config.ConfigurationReader;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Where the parameters come from: the context-params, and over them the system properties. */
final class Settings {

  private Settings() {}

  /**
   * Reads both.
   *
   * @param application the ServletContext, where there is one
   * @throws dev.lifeline.config.ConfigurationException if one of ours is unknown
   */
  static ConfigurationReader of(Object application) {
    return new ConfigurationReader(contextParams(application), systemProperties());
  }

  private static Map<String, String> contextParams(Object application) {
    Map<String, String> params = new HashMap<>();
    if (application instanceof ServletContext context) {
      for (String name : Collections.list(context.getInitParameterNames())) {
        params.put(name, context.getInitParameter(name));
      }
    }
    return params;
  }

  private static Map<String, String> systemProperties() {
    Properties properties = System.getProperties();
    Map<String, String> params = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      params.put(name, properties.getProperty(name, ""));
    }
    return params;
  }
}
