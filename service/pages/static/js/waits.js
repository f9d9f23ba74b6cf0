// A part of a page that waits for the server is asked for again until it waits no more.
const PAUSE_MS = 700;
const AFTER_A_FAULT_MS = 5000;

export function watchWaits(root) {
  const part = root.querySelector("[data-waits]");
  if (part) {
    setTimeout(() => ask(part), PAUSE_MS);
  }
}

async function ask(part) {
  const response = await fetch(part.dataset.waits, { redirect: "manual" }).catch(() => null);
  if (response?.type === "opaqueredirect") {
    location.reload(); // the session has ended: the log-in page comes, and leads back
    return;
  }
  if (!response?.ok) {
    setTimeout(() => ask(part), AFTER_A_FAULT_MS); // the line is lost: it goes on by itself
    return;
  }
  const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
  const next = parsed.querySelector("[data-package]");
  if (!next) {
    location.reload();
    return;
  }
  part.replaceWith(next);
  if (next.dataset.waits) {
    setTimeout(() => ask(next), PAUSE_MS);
  } else {
    next.querySelector("a, button")?.focus({ preventScroll: true });
  }
}
