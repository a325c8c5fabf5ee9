// The server's answers, as the page uses them.

export interface Diagnostic {
  severity: "error" | "warning" | "info";
  code: string;
  message: string;
  hint?: string;
  span?: { line: number; column: number; end_line?: number; end_column?: number } | null;
}

export interface Report {
  fill?: number;
  min_text_px?: number;
  body_text_px?: number;
  chosen?: string;
}

export interface Answer {
  ok: boolean;
  output?: string;
  encoding?: string;
  media_type?: string;
  type?: string;
  language?: string;
  report?: Report | null;
  width?: number;
  height?: number;
  diagnostics: Diagnostic[];
}

export interface Capabilities {
  types: { name: string; summary: string }[];
  themes: string[];
  ratios: string[];
  image_sizes: string[];
  planners: string[];
  model_configured: boolean;
  key_required: boolean;
}

export interface Ask {
  source: string;
  language: string;
  type: string | null;
  to: string;
  size: string;
  image_size: string;
  theme: string;
  planner: string;
}

/** The key to a server that asks for one; it is kept for this tab only. */
export const key = {
  get value(): string {
    try {
      return sessionStorage.getItem("diagramc.key") ?? "";
    } catch {
      return "";
    }
  },
  set value(value: string) {
    try {
      sessionStorage.setItem("diagramc.key", value);
    } catch {
      // A browser that keeps nothing asks again after a reload.
    }
  },
};

/** The server asks for a key, or does not know the one it got. */
export class KeyAsked extends Error {}

/** A request that no answer about the diagram came back for; `wait` is what the server asks for, in ms. */
export class Unanswered extends Error {
  constructor(message: string, readonly wait: number | null = null) {
    super(message);
  }
}

export async function capabilities(): Promise<Capabilities> {
  const answer = await fetch("v1/capabilities", { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Unanswered(`the server answers ${answer.status}`);
  return (await answer.json()) as Capabilities;
}

/** One compilation. Throws Unanswered, or an AbortError when `signal` says so. */
export async function compile(ask: Ask, signal: AbortSignal): Promise<Answer> {
  let answer: Response;
  try {
    answer = await fetch("v1/compile", {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        ...(key.value ? { Authorization: `Bearer ${key.value}` } : {}),
      },
      body: JSON.stringify(ask),
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Unanswered("The server does not answer. Is diagramc serve still running?", 3000);
  }
  if (answer.status === 401 || answer.status === 403) throw new KeyAsked();
  if (answer.status === 429 || answer.status === 503) {
    const seconds = Number(answer.headers.get("Retry-After")) || 1;
    throw new Unanswered("The server is busy; trying again.", Math.min(seconds, 30) * 1000);
  }
  const body = (await answer.json().catch(() => null)) as (Answer & { error?: unknown; message?: unknown }) | null;
  if (body && Array.isArray(body.diagnostics)) return { ...body, ok: body.ok === true };
  throw new Unanswered(explain(body, answer.status));
}

function explain(body: { error?: unknown; message?: unknown } | null, status: number): string {
  for (const said of [body?.message, (body?.error as { message?: unknown } | undefined)?.message, body?.error]) {
    if (typeof said === "string") return said;
  }
  return `The server answers ${status}.`;
}
