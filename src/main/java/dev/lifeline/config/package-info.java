/**
 * The context-params of web.xml as one checked record.
 *
 * <p>Entry: {@link dev.lifeline.config.ConfigurationReader}. Imports the policy of {@code
 * heartbeat}.
 */
@NullMarked
package dev.lifeline.config;

import org.jspecify.annotations.NullMarked;
