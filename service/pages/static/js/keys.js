// Keys: `?` shows them all; `j`, `k` and `x` walk through rows and tick them; `g` and a letter go to
// a page; a marked button or link has its own. Never while somebody types.
import { rowsOf, stepTo, tick } from "./rows.js";

const WAIT = 2000; // milliseconds in which the letter after `g` counts

export function watchKeys(root) {
  const going = watchGoing(root);
  root.addEventListener("keydown", (event) => {
    if (isTyping(event.target)) {
      leaveField(event);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || root.querySelector("dialog[open]")) {
      return;
    }
    if (event.key.length === 1 && (going.took(event.key) || act(root, event.key, going))) {
      event.preventDefault();
    }
  });
  // The button at the foot opens the same table; it is filled before it is seen.
  root.addEventListener("click", (event) => {
    if (event.target.closest('[data-opens="keys"]')) {
      fillKeys(root);
    }
  }, { capture: true });
}

function isTyping(target) {
  return Boolean(target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select"));
}

// Escape leaves the search box, so that the keys work again.
function leaveField(event) {
  if (event.key === "Escape" && event.target.matches("[type=search]")) {
    event.target.blur();
  }
}

function act(root, key, going) {
  if (key === "?") {
    fillKeys(root);
    root.getElementById("keys")?.showModal();
    return true;
  }
  if (key === "g") {
    going.start();
    return true;
  }
  // A page that says where its `j` and `k` lead has no rows to walk through.
  if (press(root, key)) {
    return true;
  }
  if (key === "j" || key === "k") {
    return stepTo(root, key === "j" ? 1 : -1);
  }
  return key === "x" && tick(root);
}

function press(root, key) {
  const marked = shown(root, `[data-key="${CSS.escape(key)}"]`)[0];
  if (!marked) {
    return false;
  }
  if (marked.matches("select, textarea, input:not([type=file])")) {
    marked.focus();
    marked.select?.();
  } else {
    marked.click();
  }
  return true;
}

// A file's field is hidden behind its button; everything else must be in sight.
function shown(root, selector) {
  return [...root.querySelectorAll(selector)].filter(
    (each) => each.offsetParent !== null || each.matches("[type=file]"),
  );
}

// While a letter is waited for, the menu shows which lead where.
function watchGoing(root) {
  let timer = 0;
  const body = root.body;
  const stop = () => {
    clearTimeout(timer);
    timer = 0;
    body.classList.remove("going");
  };
  return {
    start() {
      stop();
      body.classList.add("going");
      timer = setTimeout(stop, WAIT);
    },
    took(key) {
      if (!timer) {
        return false;
      }
      stop();
      root.querySelector(`[data-go="${CSS.escape(key)}"]`)?.click();
      return true;
    },
  };
}

// The table tells what is true of this page: what is not there is not in it.
function fillKeys(root) {
  const table = root.getElementById("keys");
  if (!table) {
    return;
  }
  const there = {
    rows: () => rowsOf(root).length > 0 && shown(root, '[data-key="j"]').length === 0,
    picks: () => rowsOf(root).some((row) => row.querySelector("input[type=checkbox]")),
    fields: () => root.querySelector("[data-field]") !== null,
    "key:/": () => shown(root, '[data-key="/"]').length > 0,
  };
  for (const line of table.querySelectorAll("[data-when]")) {
    line.hidden = !there[line.dataset.when]();
  }
  showOwn(root, table);
}

function showOwn(root, table) {
  const own = shown(root, '[data-key]:not([data-key="/"])');
  const list = table.querySelector("dl[data-own-keys]");
  const line = table.querySelector("[data-key-line]").content.firstElementChild;
  list.replaceChildren(
    ...own.map((each) => {
      const copy = line.cloneNode(true);
      copy.querySelector("kbd").textContent = each.dataset.key;
      copy.querySelector("dd").textContent = nameOf(each);
      return copy;
    }),
  );
  for (const part of table.querySelectorAll("[data-own-keys]")) {
    part.hidden = own.length === 0;
  }
}

function nameOf(element) {
  const label = (element.labels?.[0] ?? element).cloneNode(true);
  label.querySelector(".optional")?.remove();
  return (element.getAttribute("aria-label") ?? label.textContent).replace(/\s+/g, " ").trim();
}
