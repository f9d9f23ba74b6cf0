// The original larger, turned, page by page. Sizes are set on elements, never written as styles.
const STEPS = [1, 1.25, 1.5, 2, 3, 4];

export function watchViewers(root) {
  for (const view of root.querySelectorAll("[data-viewer]")) {
    new Viewer(view, view.parentElement.querySelector("[data-viewer-bar]")).start();
  }
}

class Viewer {
  constructor(view, bar) {
    this.view = view;
    this.bar = bar;
    this.sheets = [...view.querySelectorAll("[data-sheet]")];
    this.step = 0;
    this.turns = 0;
  }

  start() {
    this.bar.hidden = false;
    this.bar.addEventListener("click", (event) => {
      const action = event.target.closest("[data-view]")?.dataset.view;
      if (action) {
        this[action]();
      }
    });
    this.view.addEventListener("scroll", () => this.tellPlace(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(this.view);
    this.draw();
  }

  in() {
    this.step = Math.min(STEPS.length - 1, this.step + 1);
    this.draw();
  }

  out() {
    this.step = Math.max(0, this.step - 1);
    this.draw();
  }

  turn() {
    this.turns = (this.turns + 1) % 4;
    this.draw();
  }

  fit() {
    this.step = 0;
    this.turns = 0;
    this.draw();
    this.view.scrollTo(0, 0);
  }

  back() {
    this.show(this.place() - 1);
  }

  on() {
    this.show(this.place() + 1);
  }

  show(number) {
    const sheet = this.sheets[Math.min(this.sheets.length - 1, Math.max(0, number))];
    this.view.scrollTo(0, sheet.offsetTop - this.view.offsetTop);
  }

  // The last sheet whose head has passed the middle of what is seen.
  place() {
    const middle = this.view.getBoundingClientRect().top + this.view.clientHeight / 2;
    const begun = this.sheets.filter((sheet) => sheet.getBoundingClientRect().top <= middle);
    return Math.max(0, begun.length - 1);
  }

  tellPlace() {
    const words = this.bar.querySelector("[data-viewer-place]");
    if (words) {
      const said = words.dataset.words.replace("{n}", this.place() + 1).replace("{all}", this.sheets.length);
      if (words.textContent !== said) {
        words.textContent = said;
      }
    }
  }

  draw() {
    const plain = this.step === 0 && this.turns === 0;
    this.view.classList.toggle("enlarged", !plain);
    for (const sheet of this.sheets) {
      this.drawSheet(sheet, plain);
    }
    for (const [action, off] of [["in", this.step === STEPS.length - 1], ["out", this.step === 0], ["fit", plain]]) {
      this.bar.querySelector(`[data-view="${action}"]`).setAttribute("aria-disabled", String(off));
    }
    this.tellPlace();
  }

  // A turned sheet keeps its own width and height; the frame takes those it has on the screen.
  drawSheet(frame, plain) {
    const sheet = frame.firstElementChild;
    const image = sheet.querySelector("img");
    if (plain) {
      for (const [element, names] of [[frame, ["width", "height"]], [sheet, ["width", "transform"]]]) {
        for (const name of names) {
          element.style.removeProperty(name);
        }
      }
      return;
    }
    const ratio = Number(image.getAttribute("width")) / Number(image.getAttribute("height"));
    const across = Math.floor(this.view.clientWidth * STEPS[this.step]);
    const lying = this.turns % 2 === 1;
    const width = lying ? across * ratio : across;
    const height = width / ratio;
    sheet.style.width = `${width}px`;
    frame.style.width = `${across}px`;
    frame.style.height = `${lying ? width : height}px`;
    sheet.style.transform = [
      "none",
      `translateX(${height}px) rotate(90deg)`,
      `translate(${width}px, ${height}px) rotate(180deg)`,
      `translateY(${width}px) rotate(270deg)`,
    ][this.turns];
  }
}
