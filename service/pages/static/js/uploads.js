// Where files come in: pickers, drops anywhere on a page that takes them, and what is left over from
// an earlier page. What becomes of them is shown by the panel, and sent by the sender.
import { filesOfDrop, filesOfInput, keyOf } from "./files.js";
import { fill, Panel } from "./intake_panel.js";
import { Sender } from "./intake_sender.js";
import { Store } from "./intake_store.js";

export async function watchUploads(root) {
  const known = root.querySelector("[data-intake]");
  if (!known) {
    return;
  }
  const words = JSON.parse(known.dataset.words);
  const store = Store.open(known.dataset.intake);
  forgetAtLogOut(root, store);
  const intake = new Intake(root, words, store);
  intake.watchPickers();
  intake.watchDrops();
  await intake.start();
}

class Intake {
  constructor(root, words, store) {
    this.root = root;
    this.words = words;
    this.ready = store.then((opened) => {
      this.store = opened;
      this.sender = new Sender(opened);
      const place = root.querySelector("[data-intake-panel]");
      this.panel = place ? new Panel(place, this.sender, words) : null;
    });
    this.form = root.querySelector("[data-intake-drop]");
    this.elsewhere = root.querySelector("[data-intake-accepts]");
  }

  async start() {
    await this.ready;
    this.sender.addEventListener("news", ({ detail }) => this.#badge(detail));
    window.addEventListener("beforeunload", (event) => {
      if (!this.store.lasting && this.unsent) {
        event.preventDefault();
      }
    });
    await this.#takeUpHeld();
    this.sender.start();
  }

  watchPickers() {
    const folder = this.form?.querySelector("[data-folder]");
    if (folder) {
      folder.hidden = !("webkitdirectory" in HTMLInputElement.prototype);
    }
    for (const input of this.form?.querySelectorAll("[data-files]") ?? []) {
      input.addEventListener("change", () => {
        const files = filesOfInput(input);
        input.value = "";
        this.#take(files);
      });
    }
  }

  watchDrops() {
    if (!this.form && !this.elsewhere) {
      return;
    }
    const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
    const veil = document.createElement("div");
    veil.className = "veil";
    veil.textContent = this.words.drop;
    document.addEventListener("dragover", (event) => {
      if (carriesFiles(event)) {
        event.preventDefault();
        document.body.append(veil);
      }
    });
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) {
        veil.remove();
      }
    });
    document.addEventListener("drop", async (event) => {
      if (carriesFiles(event)) {
        event.preventDefault();
        veil.remove();
        this.#take(await filesOfDrop(event.dataTransfer));
      }
    });
  }

  async #take(chosen) {
    if (chosen.length === 0) {
      return;
    }
    await this.ready;
    const files = unique(chosen.map((each) => ({ ...each, key: keyOf(each) })));
    const set = `${Date.now()}-${Math.random()}`;
    this.unsent = true;
    if (!this.panel || !this.form) {
      const grant = this.elsewhere?.dataset.grant || null;
      await this.sender.add(files, { grant, set });
      location.assign(this.elsewhere.dataset.intakeAccepts);
      return;
    }
    const grant = this.form.querySelector("[data-intake-grant]").value;
    const joins = this.panel.open && this.panel.grant === grant;
    const batch = joins ? this.panel.batch : null;
    this.panel.expects = set;
    if (!joins) {
      this.panel.begin();
    }
    this.panel.announce(files, set);
    await this.sender.add(files, { grant, batch, set });
  }

  // Files dropped where no grant was chosen: with one grant there is nothing to choose.
  async #takeUpHeld() {
    const held = (await this.store.files()).filter((each) => !each.grant);
    const choice = this.form?.querySelector("[data-intake-grant]");
    if (held.length === 0 || !choice) {
      return;
    }
    if (choice.type === "hidden") {
      await this.sender.assign(choice.value);
      return;
    }
    const notice = this.root.querySelector("[data-intake-held]");
    if (notice) {
      notice.hidden = false;
      notice.textContent = this.words.choose;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button primary compact";
      button.textContent = this.words.start;
      button.addEventListener("click", () => {
        notice.hidden = true;
        this.sender.assign(choice.value);
      });
      notice.append(" ", button);
      choice.focus();
    }
  }

  // On pages without rows a line in the bar says that files are on their way.
  #badge({ kind, left }) {
    if (kind === "idle") {
      this.unsent = false;
    }
    const badge = this.root.querySelector("[data-intake-badge]");
    if (!badge || this.panel || left === undefined) {
      return;
    }
    this.most = Math.max(this.most ?? 0, left);
    badge.hidden = left === 0;
    badge.lastElementChild.textContent = fill(this.words.sending, {
      done: this.most - left,
      all: this.most,
    });
  }
}

function unique(files) {
  return [...new Map(files.map((each) => [each.key, each])).values()];
}

// What was not sent does not stay on a computer that somebody else may use.
function forgetAtLogOut(root, opening) {
  const form = root.querySelector('form[action$="/logout"]');
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const store = await opening;
    await store.clear().catch(() => {});
    HTMLFormElement.prototype.submit.call(form);
  });
}
