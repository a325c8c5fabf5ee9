// Builds the page into the package: one HTML file, one script, one style sheet. The same sources give the same bytes.
import { build } from "esbuild";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "..", "diagramc", "server", "playground");

await rm(out, { recursive: true, force: true });
await mkdir(join(out, "assets"), { recursive: true });
const bundle = await build({
  entryPoints: { app: join(here, "src", "main.ts"), style: join(here, "src", "style.css") },
  outdir: join(out, "assets"),
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome103", "firefox113", "safari16.4"],
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
});
await writeFile(join(out, "assets", "licenses.txt"), await licenses(Object.keys(bundle.metafile.inputs)));
await copyFile(join(here, "src", "index.html"), join(out, "index.html"));

/** The licences of the packages whose files are in the bundle, as those licences ask. */
async function licenses(inputs) {
  const packages = new Set(inputs.map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean));
  const parts = [];
  for (const name of [...packages].sort()) {
    const home = join(here, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(home, "package.json"), "utf8"));
    const file = (await readdir(home)).find((entry) => /^licen[cs]e/i.test(entry));
    parts.push(`${name} ${version} (${license})\n\n${file ? (await readFile(join(home, file), "utf8")).trim() : ""}\n`);
  }
  return parts.join(`\n${"-".repeat(80)}\n\n`);
}
