/**
 * Prints the size of the client in an application that uses it, in bytes: minified, and gzipped besides. A line for the
 * Lifeline alone, and one for an application that uses channels too.
 */
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const LIFELINE = 'export { Lifeline } from "lifeline-client";';
const CHANNELS = 'export { ChannelError, ChannelLine } from "lifeline-client/channels";';

for (const contents of [LIFELINE, LIFELINE + CHANNELS]) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: "." },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    write: false,
  });
  const [bundle] = outputFiles;
  console.log(`${bundle.contents.length} ${gzipSync(bundle.contents, { level: 9 }).length}`);
}
