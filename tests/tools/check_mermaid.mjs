// Reads a JSON array of Mermaid texts on stdin; writes an array of null (accepted) or the parser's message.
// The first argument is the folder that holds node_modules.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { text } from "node:stream/consumers";

const tools = resolve(process.argv[2]);
const { JSDOM } = createRequire(join(tools, "package.json"))("jsdom");
const dom = new JSDOM("<!doctype html><body></body>");
// Mermaid looks for both when it is loaded, not when it parses.
globalThis.window = dom.window;
globalThis.document = dom.window.document;
// A sequence diagram tries the colour of a box on one.
globalThis.Option = dom.window.Option;
const { default: mermaid } = await import(
  pathToFileURL(join(tools, "node_modules/mermaid/dist/mermaid.core.mjs")).href
);

const answers = [];
for (const source of JSON.parse(await text(process.stdin))) {
  try {
    await mermaid.parse(source);
    answers.push(null);
  } catch (error) {
    answers.push(String(error?.message ?? error) || "refused without a message");
  }
}
// Not console.log: process.exit would cut a long answer off.
process.stdout.write(JSON.stringify(answers), () => process.exit(0));
