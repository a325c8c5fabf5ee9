// The picture, and moving it about: drag, wheel, pinch, keys and buttons.

const STEP = 1.2;
const LEAST = 0.05;
const MOST = 16;

export class Stage {
  private width = 0;
  private height = 0;
  private scale = 1;
  private x = 0;
  private y = 0;
  private fitted = true;
  private readonly pointers = new Map<number, PointerEvent>();

  constructor(
    private readonly stage: HTMLElement,
    private readonly sheet: HTMLElement,
    private readonly value: HTMLElement,
  ) {
    new ResizeObserver(() => this.fitted && this.fit()).observe(stage);
    stage.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    stage.addEventListener("keydown", (event) => this.onKey(event));
    stage.addEventListener("dblclick", () => this.fit());
    stage.addEventListener("pointerdown", (event) => this.onDown(event));
    stage.addEventListener("pointermove", (event) => this.onMove(event));
    for (const name of ["pointerup", "pointercancel"] as const) stage.addEventListener(name, (event) => this.onUp(event));
  }

  /** The ratio of the window the picture has, in whole numbers that the server takes. */
  get ratio(): string {
    const { clientWidth: width, clientHeight: height } = this.stage;
    const wanted = Math.min(4, Math.max(0.25, width / height || 16 / 9));
    return wanted >= 1 ? `${Math.min(80, Math.round(wanted * 20))}:20` : `20:${Math.min(80, Math.round(20 / wanted))}`;
  }

  /** Show a picture of `width` by `height` px; where the last one had the same shape, the view stays. */
  show(picture: Element, width: number, height: number): void {
    const same = Math.abs(width / height - this.width / this.height) < 0.01;
    this.width = width;
    this.height = height;
    this.sheet.replaceChildren(picture);
    this.sheet.style.width = `${width}px`;
    this.sheet.style.height = `${height}px`;
    if (same && !this.fitted) this.place();
    else this.fit();
  }

  fit(): void {
    if (!this.width) return;
    const { clientWidth, clientHeight } = this.stage;
    const edge = Math.min(24, clientWidth * 0.03);
    this.scale = Math.min((clientWidth - 2 * edge) / this.width, (clientHeight - 2 * edge) / this.height, 4);
    this.x = (clientWidth - this.width * this.scale) / 2;
    this.y = (clientHeight - this.height * this.scale) / 2;
    this.fitted = true;
    this.place();
  }

  zoom(by: number, x = this.stage.clientWidth / 2, y = this.stage.clientHeight / 2): void {
    const scale = Math.min(MOST, Math.max(LEAST, this.scale * by));
    this.x = x - ((x - this.x) * scale) / this.scale;
    this.y = y - ((y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.fitted = false;
    this.place();
  }

  private move(dx: number, dy: number): void {
    this.x += dx;
    this.y += dy;
    this.fitted = false;
    this.place();
  }

  private place(): void {
    this.sheet.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.scale})`;
    this.value.textContent = `${Math.round(this.scale * 100)} %`;
  }

  private onWheel(event: WheelEvent): void {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    if (event.ctrlKey || event.metaKey) {
      const box = this.stage.getBoundingClientRect();
      this.zoom(Math.exp(-event.deltaY * unit * 0.004), event.clientX - box.left, event.clientY - box.top);
    } else this.move(-event.deltaX * unit, -event.deltaY * unit);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act: Record<string, () => void> = {
      "+": () => this.zoom(STEP),
      "=": () => this.zoom(STEP),
      "-": () => this.zoom(1 / STEP),
      "0": () => this.fit(),
      ArrowLeft: () => this.move(40, 0),
      ArrowRight: () => this.move(-40, 0),
      ArrowUp: () => this.move(0, 40),
      ArrowDown: () => this.move(0, -40),
    };
    const action = act[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  private onDown(event: PointerEvent): void {
    if (event.button !== 0 || (event.target as Element).closest("a")) return;
    this.stage.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, event);
    this.stage.classList.add("moving");
  }

  private onMove(event: PointerEvent): void {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const others = [...this.pointers.values()].filter((other) => other.pointerId !== event.pointerId);
    const other = others[0];
    if (other) {
      const box = this.stage.getBoundingClientRect();
      const spread = (p: PointerEvent): number => Math.hypot(p.clientX - other.clientX, p.clientY - other.clientY) || 1;
      this.zoom(spread(event) / spread(before), (event.clientX + other.clientX) / 2 - box.left, (event.clientY + other.clientY) / 2 - box.top);
    } else this.move(event.clientX - before.clientX, event.clientY - before.clientY);
    this.pointers.set(event.pointerId, event);
  }

  private onUp(event: PointerEvent): void {
    this.pointers.delete(event.pointerId);
    if (this.pointers.size === 0) this.stage.classList.remove("moving");
  }

  step(direction: 1 | -1): void {
    this.zoom(direction === 1 ? STEP : 1 / STEP);
  }
}
