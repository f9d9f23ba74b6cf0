// A code for a phone, shown over the page; what the phone sends fills the rows under it.
import { post } from "./phone.js";
import { get } from "./intake_calls.js";

const ASK_MS = 2000;
const NEAR = ["127.0.0.1", "localhost", "[::1]"];

export function watchPhoneLink(root) {
  const dialog = root.getElementById("phone-link");
  const opener = root.querySelector("[data-phone-link]");
  if (dialog && opener) {
    new PhoneLink(root, dialog).watch(opener);
  }
}

class PhoneLink {
  constructor(root, dialog) {
    this.root = root;
    this.dialog = dialog;
    this.find = (mark) => dialog.querySelector(`[data-${mark}]`);
    this.words = JSON.parse(this.find("phone-code").dataset.words);
  }

  watch(opener) {
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      this.#open(opener);
    });
    this.find("phone-end").addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      await post(this.end, new FormData()).catch(() => {});
      this.#ask();
    });
  }

  async #open(opener) {
    const panel = this.root.querySelector("[data-intake-panel]");
    const body = new FormData();
    body.append("grant", opener.form.querySelector("[data-intake-grant]").value);
    body.append("batch", panel?.dataset.batch ?? "");
    this.find("code-state").textContent = "";
    this.find("qr").setAttribute("hidden", "");
    this.dialog.showModal();
    const made = await post(opener.formAction, body).catch((fault) => {
      this.find("code-state").textContent = fault.sentence || this.words[fault.reason];
      return null;
    });
    if (!made) {
      return;
    }
    const code = this.find("qr");
    code.setAttribute("viewBox", `0 0 ${made.side} ${made.side}`);
    code.firstElementChild.setAttribute("d", made.path);
    code.dataset.address = made.address;
    this.find("near").hidden = !NEAR.includes(new URL(made.address).hostname);
    this.state = made.state;
    this.end = made.end;
    const detail = { batch: made.batch, grant: made.grant };
    this.root.dispatchEvent(new CustomEvent("zhuanhu:batch", { detail }));
    this.#show("waiting");
    this.#again();
  }

  #show(state) {
    this.find("qr").toggleAttribute("hidden", state !== "waiting");
    this.find("phone-end").hidden = state === "over";
    this.find("code-state").textContent = this.words[state];
  }

  #again() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.dialog.open && this.#ask(), ASK_MS);
  }

  async #ask() {
    const answer = await get(this.state).catch(() => null);
    if (answer) {
      this.#show(answer.state);
    }
    if (answer?.state !== "over") {
      this.#again();
    }
  }
}
