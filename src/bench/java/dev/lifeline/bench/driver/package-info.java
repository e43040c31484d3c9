/** The processes of the benchmark, what is read of them, and the report. Imports the JDK alone. */
@NullMarked
package dev.lifeline.bench.driver;

import org.jspecify.annotations.NullMarked;
