// Forms: a double click does one thing; amounts are written the way they are read; errors come first.
export function watchForms(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent !== undefined) {
      event.preventDefault();
      return;
    }
    if (form.method === "post" || form.dataset.once !== undefined) {
      form.dataset.sent = "";
      event.submitter?.setAttribute("aria-busy", "true");
    }
    if (form.dataset.filter !== undefined) {
      keepAddressShort(form);
    }
  });
  // Coming back by the browser's own button finds the form ready again.
  window.addEventListener("pageshow", () => {
    for (const form of root.querySelectorAll("form")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-busy]")) {
        button.removeAttribute("aria-busy");
      }
      for (const field of form.elements) {
        if (field.dataset.emptied !== undefined) {
          field.disabled = false;
          delete field.dataset.emptied;
        }
      }
    }
  });
  root.addEventListener("change", (event) => {
    if (event.target.dataset.money !== undefined) {
      event.target.value = withSeparators(event.target.value);
    }
    if (event.target.dataset.submits !== undefined) {
      event.target.form.requestSubmit();
    }
  });
  // A proposal is put into its field only when somebody asks for it.
  root.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-fills]");
    const field = button && root.getElementById(button.dataset.fills);
    if (field) {
      field.value = button.dataset.words;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    }
  });
  root.querySelector("[data-focus]")?.focus();
}

// Conditions nobody set do not belong in the address of a list.
function keepAddressShort(form) {
  for (const field of form.elements) {
    if (field.name && !field.value) {
      field.dataset.emptied = "";
      field.disabled = true;
    }
  }
}

// Only the writing changes, never the number: text in, text out, no arithmetic.
export function withSeparators(text) {
  const plain = text.replace(/[,，\s¥￥]/g, "");
  const match = /^(\d{1,13})(?:\.(\d{0,2}))?$/.exec(plain);
  if (!match) {
    return text;
  }
  const whole = match[1].replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ",");
  return `${whole}.${(match[2] ?? "").padEnd(2, "0")}`;
}
