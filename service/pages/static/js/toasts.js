// What was just done stays in sight until it is put away.
export function watchToasts(root) {
  root.addEventListener("click", (event) => {
    event.target.closest("[data-dismiss]")?.closest(".toast").remove();
  });
}
