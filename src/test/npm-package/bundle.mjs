/** Prints the size of the client as an application would ship it, in bytes: minified, and gzipped besides. */
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const { outputFiles } = await build({
  entryPoints: ["lifeline-client"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  write: false,
});
const [{ contents }] = outputFiles;
console.log(`${contents.length} ${gzipSync(contents, { level: 9 }).length}`);
