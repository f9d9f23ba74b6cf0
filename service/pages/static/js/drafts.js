// What somebody typed and did not send stays in this browser until it is sent or dropped, until
// its owner logs out, or until somebody else logs in here. It is offered again, beside what stands
// there now; it is never put back unasked.
const PREFIX = "draft ";
const KEPT_MS = 7 * 24 * 3600 * 1000;
const WAIT_MS = 300;

export function watchDrafts(root) {
  const person = root.documentElement.dataset.person;
  if (!person) {
    unsend(); // a session that ended took the form along: what was sent did not arrive
    return;
  }
  tidy(person);
  const template = root.querySelector("template[data-draft]");
  for (const form of root.querySelectorAll("form[data-guard]")) {
    offer(form, person, template);
  }
  const waiting = new Map();
  const changed = new Set(); // since it was kept last
  const unkept = new Set(); // forms that this browser could not keep: leaving them asks first
  root.addEventListener("input", ({ target }) => {
    const form = target.form;
    if (form?.dataset.guard !== undefined) {
      clearTimeout(waiting.get(form));
      changed.add(form);
      waiting.set(form, setTimeout(() => keep(form, person, unkept), WAIT_MS));
    }
  });
  root.addEventListener("submit", ({ target: form }) => {
    clearTimeout(waiting.get(form));
    unkept.delete(form);
    if (form.dataset.guard !== undefined) {
      mark(nameOf(form, person));
    } else if (form.dataset.leaves !== undefined) {
      forget(() => true);
    }
  });
  window.addEventListener("pagehide", () => {
    for (const [form, clock] of waiting) {
      clearTimeout(clock);
      if (form.dataset.sent === undefined && changed.has(form)) {
        keep(form, person, unkept);
      }
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (unkept.size > 0) {
      event.preventDefault();
    }
  });
}

function nameOf(form, person) {
  const to = new URL(form.action, location.href).pathname;
  return `${PREFIX}${person} ${location.pathname} ${to}`;
}

function fieldsOf(form) {
  return [...form.elements].filter(
    (field) => field.name && !["hidden", "file", "password", "submit", "button"].includes(field.type),
  );
}

const ticked = (field) => ["checkbox", "radio"].includes(field.type);

// One entry a field, in the order of the form: boxes of one name have several.
function valuesOf(form) {
  return fieldsOf(form).map((field) => [field.name, ticked(field) ? String(field.checked) : field.value]);
}

function keep(form, person, unkept) {
  const values = valuesOf(form);
  try {
    localStorage.setItem(nameOf(form, person), JSON.stringify({ at: Date.now(), values }));
  } catch {
    unkept.add(form); // no room, or not allowed here
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function names() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  } catch {
    return [];
  }
}

function mark(name) {
  const draft = read(name);
  if (draft) {
    localStorage.setItem(name, JSON.stringify({ ...draft, sent: true }));
  }
}

function unsend() {
  for (const name of names()) {
    localStorage.setItem(name, JSON.stringify({ ...read(name), sent: false }));
  }
}

function forget(which) {
  for (const name of names().filter(which)) {
    localStorage.removeItem(name);
  }
}

function tidy(person) {
  forget((name) => {
    const draft = read(name);
    const others = !name.startsWith(`${PREFIX}${person} `);
    return others || !draft?.values || draft.sent || Date.now() - draft.at > KEPT_MS;
  });
}

function offer(form, person, template) {
  const name = nameOf(form, person);
  const draft = read(name);
  const differing = draft ? differences(form, draft.values) : [];
  if (differing.length === 0 || !template) {
    return;
  }
  const notice = template.content.firstElementChild.cloneNode(true);
  const list = notice.querySelector("[data-both]");
  const line = list.querySelector("template").content.firstElementChild;
  for (const { field, value } of differing) {
    const row = line.cloneNode(true);
    const [word, now, typed] = row.querySelectorAll("[data-word], [data-now], [data-typed]");
    word.textContent = labelOf(field);
    now.textContent = shown(field, ticked(field) ? String(field.checked) : field.value);
    typed.textContent = shown(field, value);
    list.append(row);
  }
  notice.querySelector("[data-restore]").addEventListener("click", () => {
    for (const { field, value } of differing) {
      put(field, value);
    }
    notice.remove();
    differing[0].field.focus();
  });
  notice.querySelector("[data-drop]").addEventListener("click", () => {
    localStorage.removeItem(name);
    notice.remove();
    form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
  placeOf(form, differing[0].field).before(notice);
}

// Fields of a form may stand elsewhere on the page: the offer is made where the first one is.
function placeOf(form, field) {
  return form.contains(field) ? form : (field.closest(".field") ?? form);
}

// The form may have changed since: a draft counts only for the same fields.
function differences(form, values) {
  const fields = fieldsOf(form);
  if (fields.length !== values.length || fields.some((field, place) => field.name !== values[place][0])) {
    return [];
  }
  return fields
    .map((field, place) => ({ field, value: values[place][1] }))
    .filter(({ field, value }) => value !== (ticked(field) ? String(field.checked) : field.value));
}

function put(field, value) {
  if (ticked(field)) {
    field.checked = value === "true";
  } else {
    field.value = value;
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function labelOf(field) {
  const [label] = field.labels ?? [];
  return (label?.childNodes[0]?.textContent ?? field.getAttribute("aria-label") ?? "").trim();
}

function shown(field, value) {
  if (ticked(field)) {
    return value === "true" ? "✓" : "—";
  }
  const option = [...(field.options ?? [])].find((each) => each.value === value);
  return (option?.textContent ?? value) || "—";
}
