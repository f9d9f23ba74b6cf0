// Picking rows of a list: all of the page at once, and the buttons say how many.
export function watchPicks(root) {
  root.addEventListener("change", (event) => {
    const all = event.target.dataset.pickAll;
    if (all) {
      for (const box of boxes(root, all)) {
        box.checked = event.target.checked;
      }
    }
    const name = all ?? event.target.dataset.pick;
    if (name) {
      show(root, name);
    }
  });
  for (const all of root.querySelectorAll("[data-pick-all]")) {
    show(root, all.dataset.pickAll);
  }
}

function boxes(root, name) {
  return [...root.querySelectorAll(`[data-pick="${CSS.escape(name)}"]`)];
}

function show(root, name) {
  const every = boxes(root, name);
  const count = every.filter((box) => box.checked).length;
  const all = root.querySelector(`[data-pick-all="${CSS.escape(name)}"]`);
  if (all) {
    all.checked = count > 0 && count === every.length;
    all.indeterminate = count > 0 && count < every.length;
  }
  for (const said of root.querySelectorAll(`[data-picked="${CSS.escape(name)}"]`)) {
    said.textContent = said.dataset.words.replace("{n}", count);
  }
  for (const button of root.querySelectorAll(`[data-needs-pick="${CSS.escape(name)}"]`)) {
    button.disabled = count === 0;
  }
}
