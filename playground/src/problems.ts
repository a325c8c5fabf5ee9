// What is wrong, in words, below the editor.
import type { Answer, Diagnostic } from "./api";

const READ_AS: Record<string, string> = { mermaid: "Mermaid", plantuml: "PlantUML", dot: "DOT", graphviz: "DOT", prompt: "plain words", json: "JSON", yaml: "YAML", ir: "IR" };

const PICKERS: [RegExp, string][] = [
  [/`?--type`?/g, "the Type picker"],
  [/`?--size`?/g, "the Ratio picker"],
  [/`?--image-size`?/g, "the Size picker"],
  [/`?--theme`?/g, "the Theme picker"],
  [/`?--planner`?/g, "the Planner picker"],
];
/** Hints name the command line's options; here they are pickers. */
function onThisPage(hint: string): string {
  return PICKERS.reduce((text, [option, picker]) => text.replace(option, picker), hint);
}

/** One line on how the compilation went. */
export function verdict(answer: Answer): string {
  const count = (severity: string): number => answer.diagnostics.filter((found) => found.severity === severity).length;
  const parts = [told(count("error"), "error"), told(count("warning"), "warning")].filter(Boolean);
  if (!answer.ok) return parts.join(", ") || "It could not be drawn";
  const read = [answer.type, answer.language && `from ${READ_AS[answer.language] ?? answer.language}`].filter(Boolean).join(" ");
  return [read, parts.join(", ") || "no problems"].filter(Boolean).join(" · ");
}

function told(count: number, what: string): string {
  return count === 0 ? "" : `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** The diagnostics as list items; one with a place is a button that goes there. */
export function problemItems(diagnostics: readonly Diagnostic[], visit: (found: Diagnostic) => void): HTMLElement[] {
  return diagnostics.map((found) => {
    const item = document.createElement("li");
    item.className = found.severity;
    const message = document.createElement(found.span ? "button" : "span");
    message.textContent = found.span ? `${found.span.line}:${found.span.column} ${found.message}` : found.message;
    if (message instanceof HTMLButtonElement) {
      message.type = "button";
      message.onclick = () => visit(found);
    }
    item.append(message, " ");
    if (found.hint) {
      const hint = document.createElement("span");
      hint.className = "hint";
      hint.textContent = `${onThisPage(found.hint)} `;
      item.append(hint);
    }
    const code = document.createElement("code");
    code.textContent = found.code;
    item.append(code);
    return item;
  });
}
