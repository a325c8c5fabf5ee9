// Reads a JSON array of Mermaid texts on stdin; writes for each what Mermaid understands: {nodes, edges, groups}, the labels
// of each in its order, entities not yet turned back. The first argument is the folder that holds node_modules.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { text } from "node:stream/consumers";

const tools = resolve(process.argv[2]);
const { JSDOM } = createRequire(join(tools, "package.json"))("jsdom");
const dom = new JSDOM("<!doctype html><body></body>");
globalThis.window = dom.window;
globalThis.document = dom.window.document;
globalThis.Option = dom.window.Option;
const { default: mermaid } = await import(
  pathToFileURL(join(tools, "node_modules/mermaid/dist/mermaid.core.mjs")).href
);

mermaid.initialize({ startOnLoad: false });

const topics = (topic) => [topic.descr, ...topic.children.flatMap(topics)];
const flowchart = (db) => ({
  // The style of a group is kept as a node of the same id.
  nodes: [...db.getVertices().values()]
    .filter((node) => !db.getSubGraphs().some((group) => group.id === node.id))
    .map((node) => node.text),
  edges: db.getEdges().map((edge) => edge.text),
  groups: db.getSubGraphs().map((group) => group.title),
});
const readers = {
  "flowchart-v2": flowchart,
  "flowchart-elk": flowchart,
  swimlane: flowchart,
  sequence: (db) => ({
    nodes: [...db.getActors().values()].map((actor) => actor.description),
    // Notes have a placement, activations no end.
    edges: db
      .getMessages()
      .filter((message) => message.from && message.to && message.placement === undefined)
      .map((message) => message.message),
    groups: db.getBoxes().map((box) => box.name ?? ""),
  }),
  er: (db) => ({
    // A group that a relationship leads to is kept as an entity too.
    nodes: [...db.getEntities().values()]
      .filter((entity) => !db.getSubGraphs().some((group) => group.id === entity.label))
      .map((entity) => entity.alias || entity.label),
    edges: db.getRelationships().map((line) => line.roleA),
    groups: db.getSubGraphs().map((group) => group.title),
  }),
  classDiagram: (db) => ({
    nodes: [...db.getClasses().values()].map((item) => item.label),
    edges: db.getRelations().map((line) => line.title ?? ""),
    groups: [...db.getNamespaces().values()].map((group) => group.label),
  }),
  mindmap: (db) => ({ nodes: topics(db.getMindmap()), edges: [], groups: [] }),
  timeline: (db) => {
    const tasks = db.getTasks();
    return {
      nodes: tasks.map((task) => task.task),
      edges: tasks.flatMap((task) => task.events),
      groups: db.getSections(),
    };
  },
  c4: (db) => ({
    nodes: db.getC4ShapeArray().map((shape) => shape.label?.text ?? ""),
    edges: db.getRels().map((line) => line.label?.text ?? ""),
    // The first is the page.
    groups: db.getBoundaries().slice(1).map((group) => group.label?.text ?? ""),
  }),
  architecture: (db) => ({
    nodes: db.getNodes().map((node) => node.title ?? ""),
    edges: db.getEdges().map((edge) => edge.title ?? ""),
    groups: db.getGroups().map((group) => group.title),
  }),
};

const answers = [];
for (const source of JSON.parse(await text(process.stdin))) {
  const diagram = await mermaid.mermaidAPI.getDiagramFromText(source);
  const read = (readers[diagram.type] ?? readers.classDiagram)(diagram.db);
  // What has no label is null, and what YAML read may be a number.
  answers.push(Object.fromEntries(Object.entries(read).map(([part, labels]) => [part, labels.map((label) => String(label ?? ""))])));
}
process.stdout.write(JSON.stringify(answers), () => process.exit(0));
