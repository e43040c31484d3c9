/**
 * Tests of the supervision of an application's own endpoints, on Tomcat and on Tyrus.
 *
 * <p>An embedded Tomcat of the container tests finds these endpoints on its class path and deploys
 * them: so no two have the same path.
 */
package dev.lifeline.supervise;
