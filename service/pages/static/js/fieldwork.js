// The answer to a sampled item: what is still open is filled in at one press; where no evidence can
// be had, the columns say so. The server checks all of it again.
export function watchFieldwork(root) {
  for (const form of root.querySelectorAll("[data-fieldwork]")) {
    const fill = form.querySelector("[data-fill]");
    fill.addEventListener("click", () => fillOpen(form, fill.dataset.audited));
    form.addEventListener("change", (event) => {
      if (event.target.name === "evidence") {
        settleEvidence(form, event.target.value);
      }
    });
  }
}

function fillOpen(form, audited) {
  const names = new Set([...form.querySelectorAll("input[type=radio]")].map((each) => each.name));
  for (const name of names) {
    if (!form.querySelector(`input[name="${name}"]:checked`)) {
      form.querySelector(`input[name="${name}"]`).checked = true;
    }
  }
  const field = form.elements.audited;
  if (field.value === "" && form.elements.evidence.value === "obtained") {
    field.value = audited;
  }
  form.querySelector("[name=go]").focus();
}

// Without evidence the first column fails, and there is no amount to stand.
function settleEvidence(form, evidence) {
  const without = evidence === "none";
  form.elements.audited.disabled = without;
  if (without) {
    form.elements.audited.value = "";
    form.querySelector('input[name="support"][value="fails"]').checked = true;
  }
}
