/**
 * What is measured inside a JVM: the parts of the supervision by themselves.
 *
 * <p>Entry: {@link dev.lifeline.bench.micro.MicroRow}. Imports JMH and Lifeline's classes.
 */
@NullMarked
package dev.lifeline.bench.micro;

import org.jspecify.annotations.NullMarked;
