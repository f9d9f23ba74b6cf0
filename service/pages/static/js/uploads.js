// Many files, three at a time, each with its own row and verdict; a failed one is retried in place.
import { filesOfDrop, identityOf } from "./files.js";
import { send } from "./sending.js";
import { fill, UploadRow, weightOfClaim } from "./upload_rows.js";

const TOGETHER = 3;
const ANNOUNCE_MS = 1500;
const DONE = ["pass", "review", "block", "refused", "same", "failed"];

export function watchUploads(root) {
  for (const place of root.querySelectorAll("[data-uploader]")) {
    new Uploader(place).start();
  }
}

class Uploader {
  constructor(place) {
    this.place = place;
    this.words = JSON.parse(place.dataset.words);
    this.most = Number(place.dataset.most);
    this.jobs = [];
    this.known = new Map();
    this.running = 0;
    this.find = (mark) => place.querySelector(`[data-${mark}]`);
  }

  start() {
    for (const input of this.place.querySelectorAll("[data-files]")) {
      input.addEventListener("change", () => {
        this.add([...input.files]);
        input.value = "";
      });
    }
    this.find("folder").hidden = !("webkitdirectory" in HTMLInputElement.prototype);
    this.#watchDrops();
    window.addEventListener("beforeunload", (event) => {
      if (this.jobs.some((job) => !DONE.includes(job.state))) {
        event.preventDefault();
      }
    });
  }

  #watchDrops() {
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
        this.add(await filesOfDrop(event.dataTransfer));
      }
    });
  }

  async add(files) {
    if (files.length > 0) {
      this.find("summary").hidden = false;
      this.started ??= Date.now();
    }
    for (const file of files) {
      const job = { file, state: "waiting", to: this.find("target").value };
      job.row = new UploadRow(this.find("rows"), this.find("icons").content, this.words, file);
      this.jobs.push(job);
    }
    this.#next();
  }

  #next() {
    this.#tell();
    while (this.running < TOGETHER) {
      const job = this.jobs.find((each) => each.state === "waiting");
      if (!job) {
        return;
      }
      job.state = "uploading";
      this.running += 1;
      this.#run(job).finally(() => {
        this.running -= 1;
        this.#next();
      });
    }
  }

  async #run(job) {
    const fault = this.#unfit(job.file);
    if (fault) {
      this.#stop(job, "refused", fault);
      return;
    }
    // A file that cannot be read any more (moved, or a cloud's stand-in) fails like a lost line.
    const identity = await identityOf(job.file).catch(() => null);
    if (identity === null) {
      this.#stop(job, "failed", "lost");
      return;
    }
    const earlier = this.known.get(identity);
    if (earlier && earlier !== job && earlier.state !== "failed") {
      job.state = "same";
      job.row.stopped("same", this.words.same_sentence, []);
      return;
    }
    this.known.set(identity, job);
    job.row.under("uploading", 0);
    const token = document.querySelector('meta[name="csrf-token"]').content;
    const result = await send(job.file, job.to, token, (stage, percent) =>
      job.row.under(stage, percent),
    );
    this.#finish(job, result);
  }

  #unfit(file) {
    if (file.size === 0) {
      return "empty";
    }
    return file.size > this.most ? "too_large" : null;
  }

  #finish(job, { state, answer, reason, said }) {
    if (state === "failed") {
      this.#stop(job, state, reason, said);
      return;
    }
    job.state = state;
    job.outcomes = answer.claims.length > 0 ? answer.claims.map(weightOfClaim) : [state];
    if (state === "refused") {
      const sentences = (answer.refusals ?? []).map((refusal) => refusal.sentence);
      const said = sentences.join(" ") || this.words.unexpected;
      job.row.stopped(state, said, [[this.words.replace, () => this.#replace(job)]]);
    } else {
      job.row.answered(state, answer);
    }
  }

  #stop(job, state, reason, said) {
    job.state = state;
    const megabytes = Math.floor(this.most / 1048576);
    const act =
      state === "failed" && reason !== "too_large"
        ? [this.words.retry, () => this.#retry(job)]
        : [this.words.replace, () => this.#replace(job)];
    job.row.stopped(state, said || fill(this.words[reason], { most: megabytes }), [act]);
  }

  #retry(job) {
    job.state = "waiting";
    job.row.under("waiting");
    this.#next();
  }

  // The right file takes the place of the wrong one in the same row.
  #replace(job) {
    const picker = document.createElement("input");
    picker.type = "file";
    picker.addEventListener("change", () => {
      if (picker.files.length === 1) {
        job.file = picker.files[0];
        job.row.rename(job.file.name);
        this.#retry(job);
      }
    });
    picker.click();
  }

  #tell() {
    const done = this.jobs.filter((job) => DONE.includes(job.state));
    const all = this.jobs.length;
    const bar = this.find("overall");
    bar.max = Math.max(all, 1);
    bar.value = done.length;
    bar.hidden = done.length === all;
    this.find("count").textContent = this.#sentence(done, all);
    this.find("left").textContent = this.#left(done.length, all);
    this.#announce();
  }

  #sentence(done, all) {
    const counts = { pass: 0, review: 0, block: 0, refused: 0, same: 0, failed: 0 };
    for (const job of done) {
      for (const outcome of job.outcomes ?? [job.state]) {
        counts[outcome] += 1;
      }
    }
    const parts = [fill(this.words.progress, { done: done.length, all })];
    for (const [outcome, n] of Object.entries(counts)) {
      if (n > 0 && outcome !== "same") {
        parts.push(fill(this.words[`summary_${outcome}`], { n }));
      }
    }
    return parts.join(" · ");
  }

  #left(done, all) {
    if (done < TOGETHER || done === all) {
      return "";
    }
    const seconds = Math.ceil(((Date.now() - this.started) / 1000 / done) * (all - done));
    return fill(this.words.left, { seconds });
  }

  // One voice for the whole list, and not more often than can be listened to.
  #announce() {
    clearTimeout(this.voice);
    this.voice = setTimeout(() => {
      this.find("announce").textContent = this.find("count").textContent;
    }, ANNOUNCE_MS);
  }
}
