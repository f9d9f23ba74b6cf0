// The rows of a batch: drawn by the server, put in place here while something moves.
import { get, post } from "./intake_calls.js";

const MOVING_MS = 400;
const RESTING_MS = 3000;
const WATCHED_MS = 10 * 60 * 1000; // after the last change of a batch that may still get files
const ANNOUNCE_MS = 1500;
const policy = globalThis.trustedTypes?.createPolicy?.("zhuanhu-rows", { createHTML: (html) => html });

export class Panel {
  constructor(place, sender, words) {
    this.place = place;
    this.sender = sender;
    this.words = words;
    this.batch = place.dataset.batch || null;
    this.open = false; // whether the batch takes more files
    this.grant = place.dataset.grant || null;
    this.since = "";
    this.local = new Map(); // rows of files that the server does not know yet, by their record
    this.find = (mark) => place.querySelector(`[data-${mark}]`);
    this.rows = this.find("rows");
    sender.addEventListener("news", ({ detail }) => this.#hear(detail));
    place.addEventListener("submit", (event) => this.#act(event));
    document.addEventListener("visibilitychange", () => document.hidden || this.#soon());
    // Another part of the page has opened a batch: its rows are shown here.
    document.addEventListener("zhuanhu:batch", ({ detail }) => this.adopt(detail.batch, detail.grant));
    if (this.batch) {
      this.#ask();
    }
  }

  // What is dropped next begins a batch of its own.
  begin() {
    this.batch = null;
    this.place.dataset.batch = "";
    this.since = "";
    this.rows.replaceChildren();
    this.find("count").textContent = "";
    this.find("left").textContent = "";
    this.find("batch-link").hidden = true;
  }

  // Rows of files just chosen stand there at once.
  announce(files, set) {
    this.refused = false;
    const awaited = this.#awaited();
    for (const { file, folder, key } of files) {
      if (awaited.has(file.name)) {
        continue; // chosen again for the row that waits for it
      }
      const row = this.find("new-row").content.firstElementChild.cloneNode(true);
      row.querySelector(".name").textContent = file.name;
      row.title = folder;
      this.rows.append(row);
      this.local.set(`${set}/${key}`, row);
    }
    this.find("summary").hidden = false;
  }

  #awaited() {
    const rows = [...this.rows.querySelectorAll('[data-verdict="expected"] .name')];
    return new Set(rows.map((name) => name.firstElementChild.textContent));
  }

  told(sentence) {
    const notice = this.find("intake-told");
    notice.hidden = !sentence;
    notice.lastElementChild.textContent = sentence;
  }

  adopt(batch, grant) {
    this.grant = grant;
    if (this.batch === batch) {
      return;
    }
    for (const row of this.rows.querySelectorAll("[data-order]")) {
      row.remove(); // of the batch before
    }
    this.batch = this.place.dataset.batch = batch;
    this.since = "";
    this.find("summary").hidden = false;
    this.find("batch-link").href = `/intake/${batch}`;
    this.find("batch-link").hidden = false;
    for (const form of this.place.querySelectorAll("[data-batch-act]")) {
      form.action = `/intake/${batch}/${form.dataset.batchAct}`;
    }
    this.#ask();
  }

  #hear(news) {
    const awaited = this.expects && news.set?.startsWith(this.expects);
    if (news.kind === "batch" && (!this.batch || awaited)) {
      this.adopt(news.batch, news.grant);
    }
    if (news.kind === "announced" && this.local.has(news.record)) {
      this.#known(news);
    }
    if (news.kind === "progress" && news.batch === this.batch) {
      this.#uploading(news.file, news.percent);
    }
    if (news.kind === "stopped") {
      this.refused = news.reason === "refused"; // stays in sight until more is chosen
      this.told(news.sentence || (this.words[news.reason] ?? this.words.offline));
    }
    if (["sending", "sent", "idle"].includes(news.kind)) {
      if (!this.refused) {
        this.told(this.sender.store.lasting || news.kind === "idle" ? "" : this.words.memory);
      }
      this.#soon();
    }
  }

  #known({ record, file }) {
    const row = this.local.get(record);
    this.local.delete(record);
    if (this.rows.querySelector(`[data-file="${file}"]`)) {
      row.remove(); // it was announced before
      return;
    }
    row.dataset.file = file;
    row.id = `file-${file}`;
    this.#soon();
  }

  #uploading(file, percent) {
    const row = this.rows.querySelector(`[data-file="${file}"]`);
    const stage = row?.querySelector("[data-stage]");
    if (!stage || !isAwaited(row)) {
      return;
    }
    const sent = percent >= 100;
    stage.textContent = sent ? this.words.sent : fill(this.words.uploading, { percent });
    let bar = row.querySelector("progress");
    if (!bar) {
      bar = document.createElement("progress");
      bar.className = "progress";
      bar.max = 100;
      bar.setAttribute("aria-label", row.querySelector(".name").textContent);
      stage.after(bar);
    }
    if (sent) {
      bar.removeAttribute("value");
    } else {
      bar.value = percent;
    }
  }

  #soon() {
    if (this.batch && !this.asking) {
      this.#ask();
    }
  }

  async #ask() {
    clearTimeout(this.timer);
    const asked = this.batch;
    if (!asked) {
      return;
    }
    this.asking = true;
    const address = `/intake/${asked}/rows?since=${encodeURIComponent(this.since)}`;
    const answer = await get(address).catch((fault) => fault);
    this.asking = false;
    if (asked !== this.batch) {
      this.#ask();
      return;
    }
    if (answer instanceof Error) {
      this.told(this.words[answer.reason] ?? "");
      this.#again(answer.reason === "offline" ? RESTING_MS / 2 : RESTING_MS * 2);
      return;
    }
    this.#show(answer);
    const moving = answer.done + answer.expected < answer.total && !answer.paused;
    const files = await this.sender.store.files();
    const sending = files.some((each) => each.batch === asked);
    if (moving || (sending && !answer.paused)) {
      this.#again(MOVING_MS);
    } else if (this.#mayChange(answer)) {
      this.#again(RESTING_MS);
    }
  }

  // Files may come by another door (a phone); nobody is kept logged in for it for ever.
  #mayChange(answer) {
    const figures = `${answer.counted}${answer.total}`;
    if (this.figures !== figures) {
      this.figures = figures;
      this.changed = Date.now();
    }
    const open = !answer.closed || answer.done < answer.total;
    return open && !document.hidden && Date.now() - this.changed < WATCHED_MS;
  }

  #again(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#ask(), delay);
  }

  #show(answer) {
    this.since = answer.since;
    this.open = !answer.closed;
    for (const row of answer.rows) {
      this.#place(row);
    }
    const bar = this.find("overall");
    bar.max = Math.max(answer.total, 1);
    bar.value = answer.done;
    bar.hidden = answer.done === answer.total;
    this.find("count").textContent = answer.counted;
    this.find("left").textContent = answer.left;
    const over = answer.done === answer.total || this.place.dataset.onlooker !== undefined;
    for (const form of this.place.querySelectorAll("[data-batch-act]")) {
      const act = form.dataset.batchAct;
      form.hidden =
        over || (act === "pause" && answer.paused) || (act === "resume" && !answer.paused);
    }
    this.sender.hold(this.batch, answer.paused);
    this.#announce(answer.counted);
    if (this.counted !== undefined && this.counted !== answer.counted && answer.done === answer.total) {
      this.#countTabs();
    }
    this.counted = answer.counted;
  }

  // On the page of a batch the tabs count as well; once all is answered they are asked for anew.
  async #countTabs() {
    const tabs = document.querySelector("main nav.tabs");
    if (!tabs || location.pathname !== `/intake/${this.batch}`) {
      return;
    }
    const response = await fetch(location.href, { redirect: "manual" }).catch(() => null);
    if (response?.ok) {
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      tabs.replaceWith(page.querySelector("main nav.tabs") ?? tabs);
    }
  }

  #place({ id, position, part, verdict, html }) {
    const old = this.rows.querySelector(`[data-file="${id}"]`);
    const wanted = !this.place.dataset.verdict || this.place.dataset.verdict === verdict;
    if (!wanted) {
      old?.remove();
      return;
    }
    if (old?.rendered === html) {
      return;
    }
    const holder = document.createElement("template");
    holder.innerHTML = policy ? policy.createHTML(html) : html;
    const row = holder.content.firstElementChild;
    row.rendered = html;
    const under = verdict === "expected" && isAwaited(old) ? old?.querySelector("progress") : null;
    if (under) {
      row.querySelector(".verdict-line").replaceWith(under.parentElement); // it is being sent
    }
    if (old?.dataset.order) {
      old.replaceWith(row);
      return;
    }
    old?.remove();
    const order = position * 100000 + part;
    const later = [...this.rows.children].find(
      (each) => !each.dataset.order || Number(each.dataset.order) > order,
    );
    this.rows.insertBefore(row, later ?? null);
  }

  // Buttons of the batch and of its rows: done without leaving the page.
  async #act(event) {
    const form = event.target;
    if (form.dataset.once === undefined || !form.action.includes("/intake/")) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    button?.setAttribute("aria-busy", "true");
    try {
      if (form.action.endsWith("/cancel")) {
        const file = form.closest("[data-file]")?.dataset.file;
        await this.sender.forget((each) => (file ? each.fileId === file : each.batch === this.batch));
      }
      await post(form.getAttribute("action"), new URLSearchParams());
      this.told("");
    } catch (fault) {
      this.told(fault.sentence ?? this.words[fault.reason] ?? "");
    } finally {
      button?.removeAttribute("aria-busy");
      this.#ask();
    }
  }

  // One voice for the whole list, and not more often than can be listened to.
  #announce(sentence) {
    clearTimeout(this.voice);
    this.voice = setTimeout(() => {
      this.find("announce").textContent = sentence;
    }, ANNOUNCE_MS);
  }
}

// Whether a row stands for a file that has still to come.
function isAwaited(row) {
  return (row?.dataset.verdict ?? "expected") === "expected";
}

export function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}
