// Files that were chosen and not sent yet lie in the browser's own database, so that a closed tab,
// a crash or a lost line loses none. Each belongs to one person (in a rehearsal to the one played)
// and is removed once sent, after some days, and at log-out. Where the browser has no such database
// they are held in memory.

const NAME = "zhuanhu-intake";
const KEPT_MS = 3 * 24 * 3600 * 1000; // the server waits no longer for what was announced

export class Store {
  constructor(owner, database) {
    this.owner = owner;
    this.database = database;
    this.lasting = database !== null;
    this.shut = false; // nothing is put any more
    this.memory = { files: new Map(), batches: new Map() };
  }

  static async open(owner) {
    const store = new Store(owner, await openDatabase().catch(() => null));
    for (const kind of ["files", "batches"]) {
      const old = (await store.#all(kind)).filter((each) => each.at < Date.now() - KEPT_MS);
      await store.remove(
        kind,
        old.map((each) => each.id),
      );
    }
    return store;
  }

  async files() {
    return (await this.#all("files")).filter((each) => each.owner === this.owner);
  }

  async batches() {
    return (await this.#all("batches")).filter((each) => each.owner === this.owner);
  }

  async put(kind, records) {
    if (this.shut) {
      return;
    }
    const owned = records.map((each) => ({ ...each, owner: this.owner }));
    if (this.lasting) {
      try {
        await this.#write(kind, (table) => owned.forEach((each) => table.put(each)));
        return;
      } catch {
        this.lasting = false; // no room, or a private window: in memory it still goes on
        for (const each of await this.#stored(kind).catch(() => [])) {
          this.memory[kind].set(each.id, each);
        }
      }
    }
    for (const each of owned) {
      this.memory[kind].set(each.id, each);
    }
  }

  async remove(kind, ids) {
    for (const id of ids) {
      this.memory[kind].delete(id);
    }
    if (this.database && ids.length > 0) {
      await this.#write(kind, (table) => ids.forEach((id) => table.delete(id))).catch(() => {});
    }
  }

  // Forget everything for good: whoever is still sending puts nothing back.
  async clear() {
    this.shut = true;
    for (const kind of ["files", "batches"]) {
      this.memory[kind].clear();
      if (this.database) {
        await this.#write(kind, (table) => table.clear()).catch(() => {});
      }
    }
  }

  async #all(kind) {
    const held = this.database ? await this.#stored(kind).catch(() => []) : [];
    const found = new Map(held.map((each) => [each.id, each]));
    for (const [id, each] of this.memory[kind]) {
      found.set(id, each);
    }
    return [...found.values()].sort((one, other) => one.at - other.at);
  }

  #stored(kind) {
    const request = this.database.transaction(kind).objectStore(kind).getAll();
    return answered(request);
  }

  #write(kind, change) {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(kind, "readwrite");
      transaction.oncomplete = resolve;
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
      change(transaction.objectStore(kind));
    });
  }
}

async function openDatabase() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    for (const kind of ["files", "batches"]) {
      request.result.createObjectStore(kind, { keyPath: "id" });
    }
  };
  return answered(request);
}

function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}
