// The phone as a camera: photographs are looked at, turned or taken again, then sent one by one.
import { Stopped, token } from "./intake_calls.js";
import { fill } from "./intake_panel.js";

const QUALITY = 0.92; // of a photograph that was turned

export function watchPhone(root) {
  const place = root.querySelector("[data-phone]");
  if (place) {
    new Camera(place).watch();
  }
}

class Camera {
  constructor(place) {
    this.place = place;
    this.words = JSON.parse(place.dataset.words);
    this.find = (mark) => place.querySelector(`[data-${mark}]`);
    this.shots = [];
    this.taken = 0;
    this.batch = "";
  }

  watch() {
    for (const mark of ["camera", "album"]) {
      const input = this.find(mark);
      input.addEventListener("change", () => {
        this.#take([...input.files]);
        input.value = "";
      });
    }
    this.find("shots").addEventListener("click", (event) => this.#press(event));
    this.find("send-all").addEventListener("click", () => this.#sendAll());
    window.addEventListener("online", () => this.#sendAll());
    window.addEventListener("beforeunload", (event) => {
      if (this.#waiting().length > 0) {
        event.preventDefault();
      }
    });
    this.#show();
  }

  #take(files) {
    const again = this.again;
    this.again = null;
    for (const file of files) {
      if (again && file === files[0]) {
        this.#put(again, file);
      } else {
        this.#add(file);
      }
    }
    this.#show();
  }

  #add(file) {
    const row = this.find("shot").content.firstElementChild.cloneNode(true);
    this.taken += 1;
    const shot = { row, number: this.taken };
    this.shots.push(shot);
    this.#put(shot, file);
    const said = { n: shot.number };
    row.querySelector("img").alt = fill(this.words.photo, said);
    for (const [mark, words] of [
      ["turn-shot", this.words.turn],
      ["again-shot", this.words.again],
      ["drop-shot", this.words.drop],
    ]) {
      row.querySelector(`[data-${mark}]`).setAttribute("aria-label", fill(words, said));
    }
    this.find("shots").append(row);
  }

  #put(shot, file) {
    shot.file = file;
    shot.key = `${Date.now()}-${Math.random()}`;
    shot.turns = 0;
    const picture = shot.row.querySelector("img");
    URL.revokeObjectURL(picture.src);
    const isPicture = file.type.startsWith("image/");
    picture.hidden = !isPicture;
    if (isPicture) {
      picture.src = URL.createObjectURL(file);
    }
    shot.row.querySelector("[data-turn-shot]").hidden = !isPicture;
    shot.row.querySelector(".shot-picture").dataset.turns = "0";
    this.#say(shot, "ready");
  }

  #say(shot, state) {
    shot.state = state;
    shot.row.dataset.state = state;
    const name = fill(this.words.photo, { n: shot.number });
    shot.row.querySelector("[data-state]").textContent = `${name} · ${this.words[state]}`;
    shot.row.querySelector(".acts").hidden = ["sending", "sent"].includes(state);
  }

  #press(event) {
    const row = event.target.closest(".shot");
    const shot = this.shots.find((each) => each.row === row);
    if (!shot) {
      return;
    }
    if (event.target.closest("[data-turn-shot]")) {
      shot.turns = (shot.turns + 1) % 4;
      row.querySelector(".shot-picture").dataset.turns = String(shot.turns);
    } else if (event.target.closest("[data-again-shot]")) {
      this.again = shot;
      this.find("camera").click();
    } else if (event.target.closest("[data-drop-shot]")) {
      this.shots = this.shots.filter((each) => each !== shot);
      URL.revokeObjectURL(row.querySelector("img").src);
      row.remove();
      this.find("shoot").focus();
    }
    this.#show();
  }

  #waiting() {
    return this.shots.filter((each) => each.state !== "sent");
  }

  #show() {
    const waiting = this.#waiting().length;
    const all = this.find("send-all");
    all.hidden = waiting === 0;
    all.firstElementChild.textContent = fill(this.words.send, { n: waiting });
    this.find("shoot").classList.toggle("primary", waiting === 0);
  }

  async #sendAll() {
    const waiting = this.#waiting();
    if (this.sending || waiting.length === 0) {
      return;
    }
    this.sending = true;
    this.#tell("");
    const all = this.find("send-all");
    const bar = this.find("bar");
    all.setAttribute("aria-busy", "true");
    bar.hidden = false;
    bar.max = waiting.length;
    for (const [done, shot] of waiting.entries()) {
      bar.value = done;
      all.firstElementChild.textContent = fill(this.words.progress, { done, all: waiting.length });
      if (!(await this.#send(shot))) {
        break;
      }
    }
    bar.hidden = true;
    all.removeAttribute("aria-busy");
    this.sending = false;
    this.#show();
    const sent = this.shots.length - this.#waiting().length;
    this.find("done").textContent = sent > 0 ? fill(this.words.done, { n: sent }) : "";
  }

  // Whether the next one is worth trying: a refusal may be about this photograph alone.
  async #send(shot) {
    this.#say(shot, "sending");
    try {
      await this.#begin();
      const body = new FormData();
      body.append("batch", this.batch);
      body.append("key", shot.key);
      body.append("file", await turned(shot), shot.file.name);
      await post(this.place.dataset.send, body);
      this.#say(shot, "sent");
      return true;
    } catch (fault) {
      this.#say(shot, "failed");
      this.#tell(fault.sentence || (this.words[fault.reason] ?? this.words.refused));
      return fault.reason === "refused";
    }
  }

  // Of whoever is logged in: the first photograph begins a batch, and "done" closes it.
  async #begin() {
    if (!this.place.dataset.begin || this.batch) {
      return;
    }
    const form = this.find("phone-form");
    const grant = form.elements.namedItem("grant");
    const body = new FormData();
    body.append("grant", grant.value);
    const answer = await post(this.place.dataset.begin, body);
    this.batch = answer.id;
    grant.disabled = true;
    const finish = this.find("phone-finish");
    finish.action = answer.close;
    finish.hidden = false;
  }

  #tell(sentence) {
    const told = this.find("told");
    told.hidden = !sentence;
    told.textContent = sentence;
  }
}

export async function post(address, body) {
  const headers = { "X-CSRFToken": token(), Accept: "application/json" };
  const options = { method: "POST", headers, body, redirect: "manual" };
  const response = await fetch(address, options).catch(() => null);
  if (!response || response.status >= 500) {
    throw new Stopped("offline");
  }
  if (response.type === "opaqueredirect" || [400, 401].includes(response.status)) {
    throw new Stopped("signed_out");
  }
  const said = response.status === 204 ? {} : await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Stopped("refused", said.sentence);
  }
  return said;
}

// The photograph as it was turned; one that was not turned goes as the camera made it.
async function turned({ file, turns }) {
  if (turns === 0) {
    return file;
  }
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const across = turns % 2 === 1;
  const canvas = document.createElement("canvas");
  canvas.width = across ? picture.height : picture.width;
  canvas.height = across ? picture.width : picture.height;
  const drawing = canvas.getContext("2d");
  drawing.translate(canvas.width / 2, canvas.height / 2);
  drawing.rotate((turns * Math.PI) / 2);
  drawing.drawImage(picture, -picture.width / 2, -picture.height / 2);
  return new Promise((resolve, reject) => {
    const done = (blob) => (blob ? resolve(blob) : reject(new Stopped("refused")));
    canvas.toBlob(done, "image/jpeg", QUALITY);
  });
}
