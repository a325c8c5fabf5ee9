// Colours for the languages that people type: words, strings, comments and arrows, no more than a reader needs.
import { HighlightStyle, StreamLanguage, syntaxHighlighting, type StreamParser } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import { tags } from "@lezer/highlight";

const ARROW = /^(?:<?[-=.~*|o}{x]{0,2}[-=.]{2,}(?:[>|x)o{}*]{1,2}|)|-[->]>?|<-+|->|=>|\.\.>|::)/;

function words(list: string): RegExp {
  return new RegExp(`^(?:${list.trim().split(/\s+/).join("|")})(?![\\w-])`, "i");
}

function simple(keywords: RegExp, comment: RegExp, block?: [string, string]): StreamParser<{ inside: boolean }> {
  return {
    startState: () => ({ inside: false }),
    token(stream, state) {
      if (state.inside) {
        if (block && stream.skipTo(block[1])) {
          stream.match(block[1]);
          state.inside = false;
        } else stream.skipToEnd();
        return "comment";
      }
      if (stream.eatSpace()) return null;
      if (block && stream.match(block[0])) {
        state.inside = true;
        return "comment";
      }
      if (stream.match(comment)) return "comment";
      if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return "string";
      if (stream.match(ARROW)) return "operator";
      if (stream.match(keywords)) return "keyword";
      if (stream.match(/^[\p{L}_@][\p{L}\p{N}_@-]*/u)) return "variableName";
      if (stream.match(/^[\[\](){}|]+/)) return "bracket";
      stream.next();
      return null;
    },
  };
}

const MERMAID = words(`
  flowchart graph sequenceDiagram classDiagram classDiagram-v2 erDiagram mindmap timeline architecture-beta block-beta stateDiagram-v2 stateDiagram C4Context
  C4Container subgraph end direction TB TD BT LR RL participant actor activate deactivate note over loop alt else opt par and critical option break
  rect autonumber title accTitle accDescr classDef class click style linkStyle namespace section service group junction in box left right of as create destroy
`);
const PLANTUML = words(`
  @startuml @enduml @startmindmap @endmindmap @startwbs @endwbs @startgantt @endgantt !include !define !procedure !function !theme skinparam hide show title header footer legend
  participant actor boundary control entity database collections queue activate deactivate destroy create note end ref loop alt else opt par break critical group return autonumber
  class interface abstract enum annotation extends implements package namespace component node cloud folder frame rectangle storage artifact usecase state
  start stop if then elseif endif while endwhile repeat fork again detach kill split partition as left right top bottom of over together direction
`);
const DOT = words("strict graph digraph subgraph node edge");

const PARSERS: Record<string, Extension> = {
  mermaid: StreamLanguage.define(simple(MERMAID, /^%%.*/)),
  plantuml: StreamLanguage.define(simple(PLANTUML, /^'.*/, ["/'", "'/"])),
  dot: StreamLanguage.define(simple(DOT, /^(?:\/\/.*|#.*)/, ["/*", "*/"])),
  json: json(),
  yaml: yaml(),
};

/** The colours of a language; none for prose. */
export function highlighting(language: string, source: string): Extension {
  if (language === "ir") return source.trimStart().startsWith("{") ? PARSERS.json! : PARSERS.yaml!;
  return PARSERS[language] ?? [];
}

/** The language a text is most likely in, so that its colours are there before the server has answered. */
export function guess(source: string): string {
  const text = source.trimStart();
  if (/^@start/.test(text)) return "plantuml";
  if (/^(strict\s+)?(di)?graph\b[^\n]*\{/i.test(text)) return "dot";
  if (/^(---\s|%%|flowchart\b|graph\s|sequenceDiagram|classDiagram|erDiagram|mindmap|timeline|architecture-beta|C4\w+)/.test(text)) return "mermaid";
  if (/^\{/.test(text) || /^(type|diagramc)\s*:/m.test(text)) return "ir";
  return "prompt";
}

export const colours: Extension = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.keyword, tags.definitionKeyword, tags.propertyName], color: "var(--accent)", fontWeight: "600" },
    { tag: tags.comment, color: "var(--dim)", fontStyle: "italic" },
    { tag: tags.string, color: "light-dark(#0b6b4f, #7ddcb5)" },
    { tag: [tags.operator, tags.bracket], color: "light-dark(#8a3d8f, #dba3e0)" },
    { tag: [tags.number, tags.bool], color: "light-dark(#8a5a00, #f0c069)" },
  ]),
);
