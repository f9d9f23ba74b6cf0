// Files as they come from a picker, a drop or a dropped folder.

const FILES_MAX = 2000;

// Give every file of a drop, folders opened. Must be called before the drop event ends.
export async function filesOfDrop(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) {
    return [...transfer.files];
  }
  const found = [];
  for (const entry of entries) {
    await collect(entry, found);
  }
  return found;
}

async function collect(entry, found) {
  if (found.length >= FILES_MAX || entry.name.startsWith(".")) {
    return;
  }
  if (entry.isFile) {
    found.push(await new Promise((resolve, reject) => entry.file(resolve, reject)));
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    // A reader hands out its folder in portions and ends with an empty one.
    const portion = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) {
      return;
    }
    for (const each of portion) {
      await collect(each, found);
    }
  }
}

// Tell files apart by what is in them; where the browser cannot hash, by name, size and time.
export async function identityOf(file) {
  if (!globalThis.crypto?.subtle || file.size > 64 * 1024 * 1024) {
    return `${file.name}/${file.size}/${file.lastModified}`;
  }
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
