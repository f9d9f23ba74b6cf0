// What depends on a choice: parts that matter only for some, and a sentence that the server says.
const PAUSE = 250; // milliseconds without typing before the server is asked

export function watchChoices(root) {
  for (const part of root.querySelectorAll("[data-shown-by]")) {
    const choice = root.getElementById(part.dataset.shownBy);
    const matters = part.dataset.shownFor.split(" ");
    choice?.addEventListener("change", () => {
      part.hidden = !matters.includes(choice.value);
    });
  }
  for (const part of root.querySelectorAll("[data-asks]")) {
    watchQuestion(part, root.getElementById(part.dataset.says));
  }
}

// The newest answer counts: an older one that comes late is dropped.
function watchQuestion(part, answer) {
  let timer;
  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    const fields = [...part.querySelectorAll("input, select")].map((each) => [each.name, each.value]);
    const said = await fetch(`${part.dataset.asks}?${new URLSearchParams(fields)}`)
      .then((response) => (response.ok ? response.text() : ""))
      .catch(() => "");
    if (mine === asked) {
      answer.textContent = said;
    }
  };
  part.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}
