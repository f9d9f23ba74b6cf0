// Dialogs: the browser's own, opened and closed by marked buttons. A click beside one closes it.
export function watchDialogs(root) {
  root.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      root.getElementById(opener.dataset.opens)?.showModal();
    }
    if (event.target.closest("[data-closes]") || event.target.matches("dialog[open]")) {
      event.target.closest("dialog").close();
    }
  });
}
