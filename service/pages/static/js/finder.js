// The box in the bar answers while somebody types: what was found stands beneath it, for arrows and
// Enter or a click; Enter alone asks for everything.
const PAUSE = 200; // milliseconds without typing before the server is asked
const LEAST = 2; // characters that say enough

export function watchFinder(root) {
  const box = root.querySelector("[data-finder]");
  const list = box && root.getElementById(box.getAttribute("aria-controls"));
  if (!list) {
    return;
  }
  let timer = 0;
  let asked = 0;
  const close = () => {
    clearTimeout(timer);
    asked += 1;
    list.hidden = true;
    list.replaceChildren();
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const ask = async () => {
    const mine = ++asked;
    const query = new URLSearchParams({ q: box.value, brief: "yes" });
    const found = await fetch(`${box.form.action}?${query}`)
      .then((answer) => (answer.ok && !answer.redirected ? answer.json() : []))
      .catch(() => []);
    if (mine === asked && found.length > 0 && root.activeElement === box) {
      list.replaceChildren(...found.map((hit, place) => option(root, hit, place)));
      list.hidden = false;
      box.setAttribute("aria-expanded", "true");
    }
  };
  box.addEventListener("input", () => {
    close();
    if (box.value.trim().length >= LEAST) {
      timer = setTimeout(ask, PAUSE);
    }
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(box, list, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !event.isComposing) {
      goTo(event, list.querySelector("[aria-selected=true]"));
    } else if (event.key === "Escape") {
      close();
    }
  });
  box.addEventListener("blur", close);
  // The press, not the click: by then the box has lost the focus and the list is gone.
  list.addEventListener("pointerdown", (event) => goTo(event, event.target.closest("[role=option]")));
}

function option(root, hit, place) {
  const line = root.createElement("li");
  line.id = `finder-${place}`;
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", "false");
  line.dataset.at = hit.address;
  for (const part of ["kind", "name", "about"]) {
    const said = root.createElement("span");
    said.className = part;
    said.textContent = hit[part];
    line.append(said);
  }
  return line;
}

function move(box, list, way) {
  const options = [...list.querySelectorAll("[role=option]")];
  if (options.length === 0) {
    return;
  }
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const next = at < 0 ? (way > 0 ? 0 : options.length - 1) : (at + way + options.length) % options.length;
  options.forEach((option, place) => option.setAttribute("aria-selected", String(place === next)));
  options[next].scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", options[next].id);
}

function goTo(event, option) {
  if (option) {
    event.preventDefault();
    window.location.assign(option.dataset.at);
  }
}
