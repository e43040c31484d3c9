/**
 * The server of {@code java -jar lifeline.war}: a launcher at the WAR's root, and Tomcat beside the
 * application.
 *
 * <p>Entry: {@link dev.lifeline.embedded.Main}. Imports Tomcat, and nothing of Lifeline: the
 * application is deployed to it like any other.
 */
@NullMarked
package dev.lifeline.embedded;

import org.jspecify.annotations.NullMarked;
