import { withSeparators } from "./forms.js";

// One row of the list of uploads. Text is set as text, never as markup.
const SYMBOLS = {
  waiting: "waiting",
  uploading: "waiting",
  reading: "waiting",
  pass: "passed",
  review: "review",
  block: "blocked",
  refused: "blocked",
  same: "note",
  failed: "close",
};

export class UploadRow {
  constructor(list, icons, words, file) {
    this.icons = icons;
    this.words = words;
    this.element = make("li");
    this.icon = make("span");
    this.name = make("span", "name", file.name);
    this.line = make("div", "verdict-line");
    this.acts = make("div", "row-acts acts");
    this.element.append(this.icon, this.name, this.line, this.acts);
    list.append(this.element);
    this.under("waiting");
  }

  rename(name) {
    this.name.textContent = name;
  }

  #begin(state) {
    this.element.className = state;
    const symbol = this.icons.querySelector(`[data-icon="${SYMBOLS[state]}"]`);
    this.icon.replaceChildren(symbol.firstElementChild.cloneNode(true));
    this.line.replaceChildren();
    this.acts.replaceChildren();
  }

  // Waiting, going up, being read.
  under(state, percent) {
    if (this.state === state && this.bar) {
      this.bar.value = percent ?? 0;
      this.label.textContent = fill(this.words[state], { percent });
      return;
    }
    this.state = state;
    this.#begin(state);
    this.label = make("p", "", fill(this.words[state], { percent: percent ?? 0 }));
    this.line.append(this.label);
    this.bar = null;
    if (state !== "waiting") {
      this.bar = make("progress", "progress");
      this.bar.max = 100;
      if (state === "uploading") {
        this.bar.value = percent ?? 0;
      }
      this.bar.setAttribute("aria-label", this.name.textContent);
      this.line.append(this.bar);
    }
  }

  // Something a person can do about it: `acts` are pairs of word and function.
  stopped(state, sentence, acts, remedy = "") {
    this.state = state;
    this.bar = null;
    this.#begin(state);
    this.line.append(sentenceOf(this.words[state], sentence));
    if (remedy) {
      this.line.append(make("p", "soft", this.words.remedy + remedy));
    }
    for (const [word, act] of acts) {
      const button = make("button", "button compact", word);
      button.type = "button";
      button.setAttribute("aria-label", `${word}: ${this.name.textContent}`);
      button.addEventListener("click", act);
      this.acts.append(button);
    }
  }

  answered(state, answer) {
    this.state = state;
    this.bar = null;
    this.#begin(state);
    for (const claim of answer.claims) {
      this.line.append(this.#claim(claim));
    }
    for (const refusal of answer.refusals) {
      this.line.append(sentenceOf(this.words.refused, refusal.sentence));
    }
  }

  #claim(claim) {
    const part = make("div", "answer");
    const head = make("p");
    const link = make("a", "", claim.number);
    link.href = claim.url;
    const lead = claim.already ? this.words.already : this.words[claim.outcome];
    head.append(make("b", "", lead), " ", link, " ");
    head.append(make("span", "amount", yuan(claim.amount)));
    head.append(" ", make("span", "soft", claim.seller ?? ""));
    part.append(head);
    const shown = newsOf(claim);
    for (const finding of shown) {
      const line = make("div", "found");
      line.append(make("p", "", finding.sentence));
      if (finding.remedy) {
        line.append(make("p", "soft", this.words.remedy + finding.remedy));
      }
      part.append(line);
    }
    if (shown.length === 0) {
      const told = claim.already ? this.words.joined : claim.summary || this.words.passed;
      part.append(make("p", "soft", told));
    }
    return part;
  }
}

// Of an invoice that has its claim only what the new file puts in doubt is news.
function newsOf(claim) {
  return claim.findings.filter(
    ({ severity, rule }) => severity !== "note" && (!claim.already || rule === "original_unaltered"),
  );
}

export function weightOfClaim(claim) {
  if (!claim.already) {
    return claim.outcome;
  }
  return newsOf(claim).length > 0 ? "review" : "same";
}

function yuan(amount) {
  return amount.startsWith("-") ? `-¥${withSeparators(amount.slice(1))}` : `¥${withSeparators(amount)}`;
}

function sentenceOf(lead, sentence) {
  const line = make("p");
  line.append(make("b", "", lead), " ", sentence);
  return line;
}

function make(name, css = "", text = "") {
  const element = document.createElement(name);
  if (css) {
    element.className = css;
  }
  element.textContent = text;
  return element;
}

export function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}
