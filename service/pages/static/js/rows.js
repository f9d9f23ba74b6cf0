// Rows of a list: the focus is on the link of one, so that Enter opens it and everybody sees it.
const ROWS = "main tbody tr, main .hits > li, main .tasks > li, main [data-row]";

export function rowsOf(root) {
  return [...root.querySelectorAll(ROWS)].filter(
    (row) => row.offsetParent !== null && row.querySelector("a[href]"),
  );
}

export function stepTo(root, way) {
  const rows = rowsOf(root);
  if (rows.length === 0) {
    return false;
  }
  const at = rows.findIndex((row) => row.contains(root.activeElement));
  const start = way > 0 ? 0 : rows.length - 1;
  const next = at < 0 ? start : Math.min(rows.length - 1, Math.max(0, at + way));
  rows[next].querySelector("a[href]").focus();
  return true;
}

export function tick(root) {
  const row = rowsOf(root).find((each) => each.contains(root.activeElement));
  const box = row?.querySelector("input[type=checkbox]:not(:disabled)");
  box?.click();
  return Boolean(box);
}
