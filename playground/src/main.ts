// The page: what is typed is compiled as one types, and what comes back is shown.
import { KeyAsked, Unanswered, capabilities, compile, key, type Answer, type Capabilities } from "./api";
import { Editor, Reader } from "./editor";
import { EXAMPLES } from "./examples";
import { guess } from "./languages";
import { DEFAULTS, fromFragment, toFragment, type Choices } from "./model";
import { problemItems, verdict } from "./problems";
import { Stage } from "./stage";

interface Tab {
  name: string;
  label: string;
  language: string | null; // of its text; null for a picture
  extension: string;
}

const TABS: Tab[] = [
  { name: "svg", label: "SVG", language: null, extension: "svg" },
  { name: "png", label: "PNG", language: null, extension: "png" },
  { name: "mermaid", label: "Mermaid", language: "mermaid", extension: "mmd" },
  { name: "plantuml", label: "PlantUML", language: "plantuml", extension: "puml" },
  { name: "dot", label: "DOT", language: "dot", extension: "dot" },
  { name: "json", label: "JSON", language: "json", extension: "json" },
  { name: "outline", label: "Outline", language: "prompt", extension: "txt" },
];
const LANGUAGES: [string, string][] = [
  ["auto", "Detect"],
  ["prompt", "Plain words"],
  ["mermaid", "Mermaid"],
  ["plantuml", "PlantUML"],
  ["dot", "DOT"],
  ["ir", "JSON / YAML"],
];
const WAIT = 220; // ms without a key before the text is compiled

function element<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

const panes = element("panes");
const banner = element("banner");
const stageBox = element("stage");
const textBox = element("text");
const zoomBox = element("zoom");
const tabList = element("tabs");
const stage = new Stage(stageBox, element("sheet"), element("zoom-value"));
const reader = new Reader(textBox);
const editor = new Editor(element("editor"), () => changed(WAIT), [
  { key: "Mod-Enter", run: () => (changed(0), true) },
  { key: "Mod-s", run: () => (void download(), true) },
]);

let choices: Choices = { ...DEFAULTS };
let timer = 0;
let running: AbortController | null = null;
let shown: { tab: Tab; answer: Answer } | null = null;
let lastRatio = "";
let loading = false;

// --- compile ---------------------------------------------------------------------------------------------------------

function changed(wait: number): void {
  if (loading) return;
  choices.source = editor.text;
  element("result").setAttribute("aria-busy", "true");
  clearTimeout(timer);
  timer = window.setTimeout(() => void run(), wait);
}

async function run(): Promise<void> {
  running?.abort();
  const mine = (running = new AbortController());
  const tab = currentTab();
  void remember();
  if (!choices.source.trim()) {
    empty();
    rest();
    return;
  }
  const busy = window.setTimeout(() => document.body.classList.add("busy"), 150);
  lastRatio = stage.ratio;
  let again = false;
  try {
    const answer = await compile(
      {
        source: choices.source,
        language: choices.language,
        type: choices.type || null,
        to: tab.name,
        size: choices.size === "pane" ? lastRatio : choices.size,
        image_size: choices.imageSize,
        theme: choices.theme === "page" ? appearance() : choices.theme,
        planner: choices.planner,
      },
      mine.signal,
    );
    if (mine.signal.aborted) return;
    banner.hidden = true;
    await show(tab, answer);
  } catch (error) {
    if (mine.signal.aborted) return;
    if (error instanceof KeyAsked) {
      askForKey();
      return;
    }
    const said = error instanceof Unanswered ? error : new Unanswered(`The answer could not be shown: ${String(error)}`);
    banner.textContent = said.message;
    banner.hidden = false;
    stageBox.classList.add("stale");
    if (said.wait !== null) {
      again = true;
      timer = window.setTimeout(() => void run(), said.wait);
    }
  } finally {
    clearTimeout(busy);
    if (running === mine && !again) rest();
  }
}

async function show(tab: Tab, answer: Answer): Promise<void> {
  editor.speak(choices.language !== "auto" ? choices.language : (answer.language ?? guess(choices.source)));
  editor.mark(answer.diagnostics);
  const said = verdict(answer);
  element("verdict").textContent = said;
  element("problems").classList.toggle("bad", !answer.ok);
  element("problem-list").replaceChildren(...problemItems(answer.diagnostics, (found) => {
    view("text");
    editor.visit(found);
  }));
  announce(said);
  stageBox.classList.toggle("stale", !answer.ok);
  if (!answer.ok || answer.output === undefined) return;
  shown = { tab, answer };
  if (tab.language !== null) {
    reader.show(answer.output, tab.language);
    element("report").textContent = answer.type ?? "";
    return;
  }
  const picture = tab.name === "svg" ? inline(answer.output) : await raster(answer.output, answer.media_type ?? "image/png");
  stage.show(picture.node, picture.width, picture.height);
  element("report").textContent = summary(answer, picture.width, picture.height);
}

function rest(): void {
  document.body.classList.remove("busy");
  element("result").setAttribute("aria-busy", "false");
}

function empty(): void {
  shown = null;
  element("sheet").replaceChildren();
  reader.show("", "prompt");
  editor.mark([]);
  element("verdict").textContent = "Type a sentence, Mermaid, PlantUML, DOT or JSON";
  element("problems").classList.remove("bad");
  element("problem-list").replaceChildren();
  element("report").textContent = "";
}

interface Picture {
  node: Element;
  width: number;
  height: number;
}

/** The SVG as part of the page, so that its words can be found, read out and followed as links. */
function inline(source: string): Picture {
  const root = new DOMParser().parseFromString(source, "image/svg+xml").documentElement;
  if (root.localName !== "svg") throw new Error("it is not an SVG picture");
  for (const script of root.querySelectorAll("script")) script.remove();
  for (const link of root.querySelectorAll("a")) {
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener noreferrer");
  }
  const number = (name: string): number => Number.parseFloat(root.getAttribute(name) ?? "") || 1;
  return { node: document.importNode(root, true), width: number("width"), height: number("height") };
}

async function raster(base64: string, type: string): Promise<Picture> {
  const image = new Image();
  image.alt = "The diagram as a picture; the Outline tab tells it in words";
  image.draggable = false;
  image.src = `data:${type};base64,${base64}`;
  await image.decode();
  return { node: image, width: image.naturalWidth, height: image.naturalHeight };
}

function summary(answer: Answer, width: number, height: number): string {
  const report = answer.report;
  const parts = [answer.type, `${width} × ${height} px`];
  if (report?.fill !== undefined) parts.push(`fills ${Math.round(report.fill * 100)} %`);
  if (report?.min_text_px !== undefined) parts.push(`smallest text ${Math.round(report.min_text_px)} px`);
  if (report?.chosen) parts.push(report.chosen);
  return parts.filter(Boolean).join(" · ");
}

function askForKey(): void {
  const form = element<HTMLFormElement>("key-form");
  const field = element<HTMLInputElement>("key");
  element("key-said").textContent = key.value ? "The server does not know this key." : "This server asks for a key.";
  if (!form.hidden) return;
  form.hidden = false;
  field.focus();
  form.onsubmit = (event) => {
    event.preventDefault();
    key.value = field.value.trim();
    form.hidden = true;
    changed(0);
  };
}

let announcing = 0;
function announce(said: string): void {
  clearTimeout(announcing);
  announcing = window.setTimeout(() => {
    const node = element("announcer");
    if (node.textContent !== said) node.textContent = said;
  }, 700);
}

// --- take away -------------------------------------------------------------------------------------------------------

/** What is shown, as bytes; null while nothing is. */
function blob(): { data: Blob; name: string; text: string | null } | null {
  if (!shown) return null;
  const { tab, answer } = shown;
  const name = `${answer.type ?? "diagram"}.${tab.extension}`;
  const output = answer.output ?? "";
  if (answer.encoding === "base64") {
    const bytes = Uint8Array.from(atob(output), (c) => c.charCodeAt(0));
    return { data: new Blob([bytes], { type: answer.media_type ?? "image/png" }), name, text: null };
  }
  const type = tab.name === "svg" ? "image/svg+xml" : "text/plain";
  return { data: new Blob([output], { type: `${type};charset=utf-8` }), name, text: output };
}

async function download(): Promise<void> {
  const held = blob();
  if (!held) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(held.data);
  link.download = held.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  announce(`${held.name} downloaded`);
}

async function copy(): Promise<void> {
  const held = blob();
  if (!held) return;
  try {
    if (held.text !== null) await writeText(held.text);
    else await navigator.clipboard.write([new ClipboardItem({ [held.data.type]: held.data })]);
    flash(element("copy"), "Copied");
  } catch {
    flash(element("copy"), "Not allowed");
  }
}

async function share(): Promise<void> {
  await remember();
  try {
    await writeText(location.href);
    flash(element("share"), "Link copied");
  } catch {
    flash(element("share"), "See the address");
  }
}

/** The clipboard, also where the page is not served from a safe origin. */
async function writeText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("the browser refuses");
}

function flash(button: HTMLElement, said: string): void {
  const label = button.dataset.label ?? (button.dataset.label = button.textContent ?? "");
  button.textContent = said;
  announce(said);
  setTimeout(() => (button.textContent = label), 1600);
}

async function remember(): Promise<void> {
  const fragment = await toFragment(choices);
  history.replaceState(null, "", choices.source ? `#${fragment}` : location.pathname + location.search);
}

// --- the page's controls ---------------------------------------------------------------------------------------------

function currentTab(): Tab {
  return TABS.find((tab) => tab.name === choices.tab) ?? TABS[0]!;
}

function fill(id: string, options: [string, string][], key: keyof Choices): void {
  const select = element<HTMLSelectElement>(id);
  select.replaceChildren(...options.map(([value, label]) => new Option(label, value)));
  if (!options.some(([value]) => value === choices[key])) choices[key] = DEFAULTS[key];
  select.value = choices[key];
  select.onchange = () => {
    choices[key] = select.value;
    changed(0);
  };
}

function showTab(): void {
  const current = currentTab();
  for (const button of tabList.querySelectorAll("button")) {
    const selected = button.dataset.tab === current.name;
    button.setAttribute("aria-selected", String(selected));
    button.tabIndex = selected ? 0 : -1;
    if (selected) element("panel").setAttribute("aria-labelledby", button.id);
  }
  stageBox.hidden = zoomBox.hidden = current.language !== null;
  textBox.hidden = current.language === null;
}

function makeTabs(): void {
  for (const tab of TABS) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", id: `tab-${tab.name}`, textContent: tab.label });
    button.setAttribute("role", "tab");
    button.setAttribute("aria-controls", "panel");
    button.dataset.tab = tab.name;
    button.onclick = () => {
      choices.tab = tab.name;
      showTab();
      changed(0);
    };
    tabList.append(button);
  }
  tabList.onkeydown = (event) => {
    const buttons = [...tabList.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const next = buttons[(to + buttons.length) % buttons.length]!;
    next.focus();
    next.click();
  };
}

function appearance(): "light" | "dark" {
  return document.documentElement.dataset.appearance === "dark" ? "dark" : "light";
}

function setAppearance(wanted: "light" | "dark"): void {
  document.documentElement.dataset.appearance = wanted;
  element("appearance").textContent = wanted === "dark" ? "Light page" : "Dark page";
}

function makeAppearance(): void {
  const kept = stored("appearance");
  const system = matchMedia("(prefers-color-scheme: dark)");
  setAppearance(kept === "dark" || kept === "light" ? kept : system.matches ? "dark" : "light");
  system.onchange = () => {
    if (stored("appearance")) return;
    setAppearance(system.matches ? "dark" : "light");
    changed(0);
  };
  element("appearance").onclick = () => {
    setAppearance(appearance() === "dark" ? "light" : "dark");
    store("appearance", appearance());
    if (choices.theme === "page") changed(0);
  };
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(`diagramc.${key}`);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(`diagramc.${key}`, value);
  } catch {
    // A browser that keeps nothing loses only this preference.
  }
}

function view(which: "text" | "result"): void {
  panes.dataset.view = which;
  element("view-text").setAttribute("aria-pressed", String(which === "text"));
  element("view-result").setAttribute("aria-pressed", String(which === "result"));
}

function makeSplitter(): void {
  const splitter = element("splitter");
  const set = (share: number): void => {
    const kept = Math.min(80, Math.max(20, share));
    panes.style.setProperty("--share", String(kept));
    splitter.setAttribute("aria-valuenow", String(Math.round(kept)));
    store("share", String(kept));
  };
  const now = (): number => Number(splitter.getAttribute("aria-valuenow"));
  const kept = Number(stored("share"));
  if (kept) set(kept);
  splitter.onkeydown = (event) => {
    const by = { ArrowLeft: -2, ArrowRight: 2, PageUp: -10, PageDown: 10 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    set(now() + by);
  };
  splitter.onpointerdown = (event) => {
    event.preventDefault();
    splitter.setPointerCapture(event.pointerId);
    splitter.onpointermove = (move) => {
      const box = panes.getBoundingClientRect();
      set(((move.clientX - box.left) / box.width) * 100);
    };
  };
  splitter.onpointerup = splitter.onpointercancel = () => (splitter.onpointermove = null);
}

function makeChoices(known: Capabilities): void {
  fill("language", LANGUAGES, "language");
  fill("type", [["", "Detect"], ...known.types.map((type): [string, string] => [type.name, type.name])], "type");
  fill("size", [["pane", "This window"], ["auto", "As it falls"], ...known.ratios.map((ratio): [string, string] => [ratio, ratio])], "size");
  fill("image-size", known.image_sizes.map((size): [string, string] => [size, size]), "imageSize");
  fill("theme", [["page", "Page's"], ...known.themes.map((theme): [string, string] => [theme, theme])], "theme");
  element("planner-label").hidden = !known.model_configured;
  fill("planner", [["offline", "Offline"], ...(known.model_configured ? [["auto", "Language model"] as [string, string]] : [])], "planner");
  const example = element<HTMLSelectElement>("example");
  example.replaceChildren(new Option("Choose…", ""), ...EXAMPLES.map(([label], index) => new Option(label, String(index))));
  example.onchange = () => {
    const source = EXAMPLES[Number(example.value)]?.[1];
    if (!example.value || source === undefined) return;
    adopt({ ...choices, source, language: "auto", type: "" }, known);
  };
}

/** Take over choices from a link, an example or the start, and compile. */
function adopt(next: Choices, known: Capabilities): void {
  choices = next;
  loading = true;
  makeChoices(known);
  showTab();
  editor.text = choices.source;
  editor.speak(choices.language === "auto" ? guess(choices.source) : choices.language);
  loading = false;
  changed(0);
}

async function start(): Promise<void> {
  makeAppearance();
  makeTabs();
  makeSplitter();
  element("share").onclick = () => void share();
  element("copy").onclick = () => void copy();
  element("download").onclick = () => void download();
  element("zoom-in").onclick = () => stage.step(1);
  element("zoom-out").onclick = () => stage.step(-1);
  element("zoom-fit").onclick = () => stage.fit();
  element("view-text").onclick = () => view("text");
  element("view-result").onclick = () => view("result");
  view("text");

  let known: Capabilities = {
    types: [],
    themes: ["light", "dark"],
    ratios: ["16:9"],
    image_sizes: ["1K"],
    planners: ["offline"],
    model_configured: false,
    key_required: false,
  };
  try {
    known = await capabilities();
  } catch (error) {
    banner.textContent = `What the server can do is not known: ${error instanceof Error ? error.message : String(error)}`;
    banner.hidden = false;
  }
  const first = { ...DEFAULTS, source: EXAMPLES[0]![1] };
  if (known.key_required && !key.value) askForKey();
  adopt((await fromFragment(location.hash)) ?? first, known);
  window.addEventListener("hashchange", () => {
    void fromFragment(location.hash).then((linked) => {
      if (linked) adopt(linked, known);
    });
  });
  new ResizeObserver(() => {
    if (choices.size === "pane" && !stageBox.hidden && stageBox.clientWidth && stage.ratio !== lastRatio) changed(350);
  }).observe(stageBox);
}

void start();
