// Sends what lies in the store, four files at a time, until nothing is left: on whichever page, in
// whichever tab (one at a time), after whatever came between. The server knows each file by its key,
// so that nothing is taken twice.
import { post, send, Stopped } from "./intake_calls.js";

const TOGETHER = 4;
const ANNOUNCED_TOGETHER = 200;
const NAME_MAX = 1000; // characters, of names and folders
const AGAIN = "+"; // marks files that a batch did not take, and the next one should
const PATIENCE = [1, 2, 4, 8, 15]; // seconds between attempts while the line is lost

export class Sender extends EventTarget {
  constructor(store) {
    super();
    this.store = store;
    this.tab = crypto.randomUUID?.() ?? String(Math.random());
    this.attempt = 0;
    this.wake = () => {};
    this.channel = globalThis.BroadcastChannel ? new BroadcastChannel("zhuanhu-intake") : null;
    this.channel?.addEventListener("message", ({ data }) => this.#hear(data));
    window.addEventListener("online", () => this.wake());
  }

  start() {
    if (navigator.locks) {
      navigator.locks.request("zhuanhu-intake", () => this.#run());
    } else {
      this.#run();
    }
    // Whoever leaves adds nothing more; what is still unsent goes on on the next page.
    window.addEventListener("pagehide", () => {
      for (const id of this.opening ? [] : (this.mine ?? [])) {
        post(`/intake/${id}/close`, undefined, { keepalive: true }).catch(() => {});
      }
    });
  }

  // Put files into the store: for a batch that is open, or for a new one of a grant.
  async add(files, { grant, batch = null, set }) {
    const at = Date.now();
    const records = files.map(({ file, folder, key }, number) => ({
      id: `${set}/${key}`,
      at: at + number / 10000,
      file,
      folder,
      key,
      name: file.name,
      size: file.size,
      grant,
      set,
      batch,
      fileId: null,
      tab: this.tab,
    }));
    await this.store.put("files", records);
    this.#tell({ kind: "added" });
    this.#call();
  }

  // Say for which grant files are that were dropped where none was chosen.
  async assign(grant) {
    const held = (await this.store.files()).filter((each) => !each.grant);
    await this.store.put(
      "files",
      held.map((each) => ({ ...each, grant })),
    );
    this.#call();
  }

  async hold(batch, paused) {
    const known = (await this.store.batches()).find((each) => each.id === batch);
    if (known && known.paused !== paused) {
      await this.store.put("batches", [{ ...known, paused }]);
      this.#call();
    }
  }

  async forget(which) {
    const gone = (await this.store.files()).filter(which);
    await this.store.remove(
      "files",
      gone.map((each) => each.id),
    );
  }

  #call() {
    this.channel?.postMessage({ kind: "call" });
    this.wake();
  }

  #hear(data) {
    if (data.kind === "call") {
      this.wake();
    } else {
      this.dispatchEvent(new CustomEvent("news", { detail: data }));
    }
  }

  #tell(data) {
    this.channel?.postMessage(data);
    this.dispatchEvent(new CustomEvent("news", { detail: data }));
  }

  async #run() {
    this.mine = new Set();
    for (;;) {
      const called = new Promise((resolve) => {
        this.wake = resolve;
      });
      let seconds = null;
      try {
        const left = await this.#round();
        this.attempt = 0;
        this.#tell({ kind: "idle", left });
      } catch (fault) {
        const { reason = "offline", sentence = "" } = fault instanceof Stopped ? fault : {};
        this.#tell({ kind: "stopped", reason, sentence });
        seconds = PATIENCE[Math.min(this.attempt, PATIENCE.length - 1)];
        this.attempt += 1;
      }
      await (seconds === null ? called : Promise.race([called, pause(seconds)]));
    }
  }

  // One go at everything that lies in the store; tells how many wait for a person.
  async #round() {
    for (;;) {
      const files = await this.store.files();
      const paused = new Set((await this.store.batches()).filter((b) => b.paused).map((b) => b.id));
      const ready = files.filter((each) => each.grant && !paused.has(each.batch));
      if (ready.length === 0) {
        await this.#closeEmpty(files);
        return files.length;
      }
      this.#tell({ kind: "sending", left: ready.length });
      this.opening = true;
      await this.#openBatches(ready);
      await this.#announce(ready.filter((each) => each.batch && !each.fileId));
      this.opening = false;
      await this.#sendAll(ready.filter((each) => each.fileId && !each.over));
    }
  }

  async #openBatches(files) {
    const known = await this.store.batches();
    for (const set of new Set(files.filter((each) => !each.batch).map((each) => each.set))) {
      const members = files.filter((each) => each.set === set && !each.batch);
      const before = known.find((each) => each.set === set && !each.closed);
      const id = before?.id ?? (await this.#open(members[0]).catch((fault) => this.#refused(fault, members)));
      for (const each of members) {
        each.batch = id;
      }
      if (id) {
        await this.store.put("files", members);
      }
    }
    const told = new Map(files.filter((each) => each.batch).map((each) => [each.set, each]));
    for (const { set, batch, grant } of told.values()) {
      this.#tell({ kind: "batch", set, batch, grant });
    }
  }

  // The grant takes no files: nothing is sent, and the server's sentence says why.
  async #refused(fault, members) {
    if (fault.reason !== "refused") {
      throw fault;
    }
    await this.store.remove(
      "files",
      members.map((each) => each.id),
    );
    this.#tell({ kind: "stopped", reason: "refused", sentence: fault.sentence });
    return null;
  }

  async #open({ grant, set, tab, at }) {
    const { id } = await post("/intake/open", new URLSearchParams({ grant }));
    await this.store.put("batches", [{ id, set, grant, tab, at, paused: false, closed: false }]);
    if (tab === this.tab) {
      this.mine.add(id);
    }
    return id;
  }

  async #announce(files) {
    for (const batch of new Set(files.map((each) => each.batch))) {
      const members = files.filter((each) => each.batch === batch);
      for (let from = 0; from < members.length; from += ANNOUNCED_TOGETHER) {
        await this.#announceSome(batch, members.slice(from, from + ANNOUNCED_TOGETHER));
      }
    }
  }

  async #announceSome(batch, members) {
    const said = members.map(({ name, size, key, folder }) => ({
      name: name.slice(0, NAME_MAX),
      folder: folder.slice(0, NAME_MAX),
      key,
      size,
    }));
    let answer;
    try {
      answer = await post(`/intake/${batch}/announce`, JSON.stringify({ files: said }));
    } catch (fault) {
      if (fault.reason !== "refused") {
        throw fault;
      }
      if (members.some((each) => each.set.endsWith(AGAIN))) {
        await this.#refused(fault, members);
      } else {
        await this.#elsewhere(batch, members); // closed meanwhile, full, or no longer there
      }
      return;
    }
    const expected = new Map(answer.files.map((each) => [each.key, each]));
    for (const each of members) {
      const { id, state } = expected.get(each.key);
      each.fileId = id;
      each.over = state !== "expected";
      this.#tell({ kind: "announced", record: each.id, file: id, batch });
    }
    await this.store.put("files", members);
    await this.store.remove(
      "files",
      members.filter((each) => each.over).map((each) => each.id),
    );
  }

  async #elsewhere(batch, members) {
    const known = (await this.store.batches()).filter((each) => each.id === batch);
    await this.store.put(
      "batches",
      known.map((each) => ({ ...each, closed: true })),
    );
    for (const each of members) {
      each.batch = null;
      each.set += AGAIN;
    }
    await this.store.put("files", members);
  }

  async #sendAll(files) {
    const queue = [...files];
    let stopped = null;
    const lane = async () => {
      while (queue.length > 0 && !stopped) {
        const each = queue.shift();
        try {
          await this.#sendOne(each);
          this.#tell({ kind: "sending", left: queue.length });
        } catch (fault) {
          stopped = fault;
        }
      }
    };
    await Promise.all(Array.from({ length: TOGETHER }, lane));
    if (stopped) {
      throw stopped;
    }
  }

  async #sendOne(each) {
    const paused = (await this.store.batches()).some((b) => b.id === each.batch && b.paused);
    if (paused) {
      return;
    }
    const tell = (percent) =>
      this.#tell({ kind: "progress", file: each.fileId, batch: each.batch, percent });
    try {
      tell(0);
      await send(each.file, `/intake/files/${each.fileId}`, tell);
    } catch (fault) {
      const readable = await each.file.slice(0, 1).arrayBuffer().catch(() => null);
      if (readable !== null && fault.reason !== "refused") {
        throw fault;
      }
      const cancel = `/intake/${each.batch}/files/${each.fileId}/cancel`;
      await post(cancel).catch(() => {});
    }
    await this.store.remove("files", [each.id]);
    this.#tell({ kind: "sent", file: each.fileId, batch: each.batch });
  }

  // A batch of this page stays open for what is dropped next; one of an earlier page is complete.
  async #closeEmpty(files) {
    for (const { id, tab } of await this.store.batches()) {
      if (tab !== this.tab && !files.some((each) => each.batch === id)) {
        await post(`/intake/${id}/close`).catch((fault) => {
          if (fault.reason !== "refused") {
            throw fault;
          }
        });
        await this.store.remove("batches", [id]);
      }
    }
  }
}

function pause(seconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
  });
}
