// The document beside its data: a field lights its place on the page, a place finds its field.
export function watchDocuments(root) {
  if (!root.querySelector("[data-document]")) {
    return;
  }
  const parts = (name) =>
    root.querySelectorAll(`[data-field="${CSS.escape(name)}"], [data-for="${CSS.escape(name)}"]`);
  const nameOf = (target) => {
    const part = target.closest?.("[data-field], [data-for], [data-shows]");
    return part && (part.dataset.field ?? part.dataset.for ?? part.dataset.shows);
  };
  const light = (on) => (event) => {
    const name = nameOf(event.target);
    for (const part of name ? parts(name) : []) {
      part.classList.toggle("lit", on);
    }
  };
  for (const [type, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    root.addEventListener(type, light(on));
  }
  root.addEventListener("click", (event) => {
    const place = event.target.closest("[data-for]");
    if (place) {
      const field = root.querySelector(`[data-field="${CSS.escape(place.dataset.for)}"]`);
      (field?.querySelector("input, textarea, select") ?? field)?.focus();
      field?.scrollIntoView({ block: "nearest" });
    }
  });
  root.addEventListener("focusin", (event) => {
    const name = event.target.closest("[data-for]") ? null : nameOf(event.target);
    const place = name && root.querySelector(`[data-for="${CSS.escape(name)}"]`);
    place?.scrollIntoView({ block: "nearest" });
  });
}
