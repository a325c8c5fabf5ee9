// What a person has written and chosen. It lives in the address's fragment, so that a link or a reload brings it back.

export interface Choices {
  source: string;
  language: string;
  type: string;
  size: string;
  imageSize: string;
  theme: string;
  planner: string;
  tab: string;
}

export const DEFAULTS: Choices = {
  source: "",
  language: "auto",
  type: "",
  size: "pane",
  imageSize: "1K",
  theme: "page",
  planner: "offline",
  tab: "svg",
};

const LIMIT = 200_000; // characters of source a link may bring

/** The fragment that holds the choices: deflated JSON in base64url, only what differs from the defaults. */
export async function toFragment(choices: Choices): Promise<string> {
  const kept = Object.fromEntries(Object.entries(choices).filter(([key, value]) => value !== DEFAULTS[key as keyof Choices]));
  const packed = await through(new TextEncoder().encode(JSON.stringify(kept)), new CompressionStream("deflate-raw"));
  let binary = "";
  for (const byte of packed) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The choices a fragment holds; null when there are none, or it is damaged. */
export async function fromFragment(fragment: string): Promise<Choices | null> {
  try {
    const binary = atob(fragment.replace(/^#/, "").replaceAll("-", "+").replaceAll("_", "/"));
    if (!binary) return null;
    const bytes = Uint8Array.from(binary, (c) => c.charCodeAt(0));
    const unpacked = await through(bytes, new DecompressionStream("deflate-raw"), LIMIT * 4);
    const held: unknown = JSON.parse(new TextDecoder().decode(unpacked));
    if (typeof held !== "object" || held === null) return null;
    const choices = { ...DEFAULTS };
    for (const [key, value] of Object.entries(held)) {
      if (key in DEFAULTS && typeof value === "string") choices[key as keyof Choices] = value.slice(0, LIMIT);
    }
    return choices;
  } catch {
    return null;
  }
}

async function through(bytes: Uint8Array<ArrayBuffer>, stream: GenericTransformStream, limit = Infinity): Promise<Uint8Array> {
  const reader = (new Blob([bytes]).stream().pipeThrough(stream) as ReadableStream<Uint8Array>).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) throw new Error("the link holds too much");
    parts.push(value);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
