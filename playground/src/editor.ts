// The editor on the left and the read-only text on the right.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic as Mark } from "@codemirror/lint";
import { Compartment, EditorState, type Extension, type Text } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers, placeholder } from "@codemirror/view";
import type { Diagnostic } from "./api";
import { colours, highlighting } from "./languages";

const shared: Extension = [lineNumbers(), EditorView.lineWrapping, colours];

export class Editor {
  private readonly language = new Compartment();
  private readonly view: EditorView;

  constructor(parent: HTMLElement, changed: () => void, keys: { key: string; run: () => boolean }[]) {
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        extensions: [
          shared,
          history(),
          drawSelection(),
          highlightActiveLine(),
          bracketMatching(),
          lintGutter(),
          placeholder("Describe a diagram in plain words, or write Mermaid, PlantUML, DOT or JSON."),
          this.language.of([]),
          keymap.of([...keys, ...defaultKeymap, ...historyKeymap, ...lintKeymap]),
          EditorView.contentAttributes.of({ "aria-label": "Diagram source", spellcheck: "false", autocapitalize: "off" }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed();
          }),
        ],
      }),
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  set text(value: string) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: value }, selection: { anchor: 0 } });
  }

  focus(): void {
    this.view.focus();
  }

  speak(language: string): void {
    this.view.dispatch({ effects: this.language.reconfigure(highlighting(language, this.text)) });
  }

  /** Mark the diagnostics that have a place. */
  mark(diagnostics: readonly Diagnostic[]): void {
    const marks: Mark[] = [];
    for (const found of diagnostics) {
      const place = rangeOf(this.view.state.doc, found);
      if (place) marks.push({ ...place, severity: found.severity, message: [found.message, found.hint].filter(Boolean).join("\n") });
    }
    this.view.dispatch(setDiagnostics(this.view.state, marks));
  }

  /** Put the cursor on a diagnostic. */
  visit(found: Diagnostic): void {
    const place = rangeOf(this.view.state.doc, found);
    if (place) this.view.dispatch({ selection: { anchor: place.from, head: place.to }, scrollIntoView: true });
    this.view.focus();
  }
}

/** A diagnostic's place in the text. Its columns count characters, the editor's offsets UTF-16 units. */
function rangeOf(doc: Text, found: Diagnostic): { from: number; to: number } | null {
  const span = found.span;
  if (!span || span.line < 1) return null;
  const offset = (lineNumber: number, column: number): number => {
    const line = doc.line(Math.min(lineNumber, doc.lines));
    if (lineNumber > doc.lines) return line.to;
    return line.from + [...line.text].slice(0, Math.max(column - 1, 0)).join("").length;
  };
  const from = offset(span.line, span.column);
  const end = span.end_column ? offset(span.end_line ?? span.line, span.end_column) : from;
  if (end > from) return { from, to: end };
  const line = doc.lineAt(from);
  const word = /^[\p{L}\p{N}_]+|^\S/u.exec(line.text.slice(from - line.from));
  if (word) return { from, to: from + word[0].length };
  return { from: Math.max(line.from, from - 1), to: from };
}

export class Reader {
  private readonly view: EditorView;

  constructor(parent: HTMLElement) {
    this.view = new EditorView({ parent, state: this.state("", []) });
  }

  show(text: string, language: string): void {
    this.view.setState(this.state(text, highlighting(language, text)));
  }

  private state(doc: string, language: Extension): EditorState {
    return EditorState.create({
      doc,
      extensions: [
        shared,
        language,
        EditorState.readOnly.of(true),
        keymap.of(defaultKeymap),
        EditorView.contentAttributes.of({ "aria-label": "Generated text", "aria-readonly": "true" }),
      ],
    });
  }
}
