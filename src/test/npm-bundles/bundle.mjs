/**
 * Bundles each browser client. For every one it prints a line, its name and the bytes of the client
 * alone, minified, and gzipped besides; and writes `{name}.js`, a script for a page that makes
 * `globalThis.connect(url)`, which connects with the client's defaults and returns a list to which
 * the time of each opening is added, in milliseconds of the epoch.
 */
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** By name: what an application imports as its client, and how it makes one. */
const CLIENTS = {
  Lifeline: [`{ Lifeline as Client } from "../../webapp/lifeline/lifeline.js"`, "new Client(url)"],
  "reconnecting-websocket": [
    `{ default as Client } from "reconnecting-websocket"`,
    "new Client(url)",
  ],
  partysocket: [`{ WebSocket as Client } from "partysocket"`, "new Client(url)"],
  "websocket-heartbeat-js": [
    `{ default as Client } from "websocket-heartbeat-js"`,
    "new Client({ url })",
  ],
};

const options = { bundle: true, minify: true, target: "es2022", legalComments: "none" };

for (const [name, [what, make]] of Object.entries(CLIENTS)) {
  const library = { contents: `export ${what}`, resolveDir: "." };
  const { outputFiles } = await build({ ...options, stdin: library, format: "esm", write: false });
  const [{ contents }] = outputFiles;
  console.log(`${name} ${contents.length} ${gzipSync(contents, { level: 9 }).length}`);

  const page = {
    resolveDir: ".",
    contents: `
      import ${what};
      globalThis.connect = (url) => {
        const opens = [];
        const client = ${make};
        const opened = () => opens.push(Date.now());
        if (client.addEventListener) {
          client.addEventListener("open", opened);
        } else {
          client.onopen = opened;
        }
        return opens;
      };`,
  };
  await build({ ...options, stdin: page, format: "iife", outfile: `${name}.js` });
}
