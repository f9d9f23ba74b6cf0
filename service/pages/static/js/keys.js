// Keys: `?` shows them all, a marked button or link has its own; never while somebody types.
export function watchKeys(root) {
  root.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || root.querySelector("dialog[open]")) {
      return;
    }
    if (event.key === "?") {
      root.getElementById("keys")?.showModal();
    } else if (event.key.length === 1) {
      const marked = root.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (marked) {
        event.preventDefault();
        if (marked.matches("input, select, textarea")) {
          marked.focus();
        } else {
          marked.click();
        }
      }
    }
  });
}
