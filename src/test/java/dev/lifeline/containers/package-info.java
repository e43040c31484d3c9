/**
 * The shipped WAR on every container. Failsafe runs the package once per container, with the
 * container's Arquillian adapter on the class path and neither our classes nor our libraries.
 *
 * <p>Entries: {@code ContainerScenarioIT} for what a deployed application does, {@code
 * DeploymentIT} and {@code PayaraMicroDeploymentIT} for how it is refused and how it leaves.
 */
package dev.lifeline.containers;
