// The menu folds on the phone.
export function watchMenu(root) {
  const toggle = root.querySelector("[data-menu]");
  toggle?.addEventListener("click", () => {
    const open = root.getElementById("menu").classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
  });
}
