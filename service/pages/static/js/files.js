// Files as they come from a picker, a drop or a dropped folder: each with the folder it lay in.

const FILES_MAX = 5000;
const KEY_MAX = 2000; // characters

export function filesOfInput(input) {
  return [...input.files].map((file) => ({ file, folder: folderOf(file.webkitRelativePath ?? "") }));
}

// Give every file of a drop, folders opened. Must be called before the drop event ends.
export async function filesOfDrop(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) {
    return [...transfer.files].map((file) => ({ file, folder: "" }));
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
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    found.push({ file, folder: folderOf(entry.fullPath) });
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

function folderOf(path) {
  return path.replace(/^\//, "").split("/").slice(0, -1).join("/");
}

// What tells a file apart: chosen again after whatever went wrong, it is known as the same.
export function keyOf({ file, folder }) {
  return `${folder}/${file.name}/${file.size}/${file.lastModified}`.slice(-KEY_MAX);
}
