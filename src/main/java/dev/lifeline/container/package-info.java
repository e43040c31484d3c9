/**
 * Start-up and shut-down in a servlet container: the configuration's sources, the executors, CDI
 * where the container has none, and the objects wired together.
 *
 * <p>Entry: {@link dev.lifeline.container.Lifecycle}. Imports everything; imported by none.
 */
@NullMarked
package dev.lifeline.container;

import org.jspecify.annotations.NullMarked;
