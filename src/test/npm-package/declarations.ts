/**
 * The declarations and what they declare: `implementation/` is the package without its declarations, so that
 * the compiler reads the types of the code itself. That it compiles is the test.
 */
import * as channels from "./implementation/channels.js";
import * as lifeline from "./implementation/lifeline.js";
import * as workerClock from "./implementation/worker-clock.js";

export const declaredChannels: typeof import("lifeline-client/channels") = channels;
export const declaredLifeline: typeof import("lifeline-client") = lifeline;
export const declaredWorkerClock: typeof import("lifeline-client/worker-clock") = workerClock;
