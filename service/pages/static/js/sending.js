// Sends one file and tells how far it is. What comes back is always {state, answer | reason}.
import { weightOfClaim } from "./upload_rows.js";

const SECONDS_MAX = 180;

export function send(file, to, token, onStage) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", to);
    request.responseType = "json";
    request.timeout = SECONDS_MAX * 1000;
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) {
        onStage("uploading", Math.floor((100 * event.loaded) / event.total));
      }
    });
    request.upload.addEventListener("load", () => onStage("reading"));
    request.addEventListener("load", () => resolve(outcome(request.status, request.response)));
    for (const type of ["error", "abort", "timeout"]) {
      request.addEventListener(type, () => resolve({ state: "failed", reason: "lost" }));
    }
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  });
}

function outcome(status, answer) {
  if ((status === 200 || status === 422) && answer?.claims) {
    return { state: weightOf(answer), answer };
  }
  // An ended session takes its form token along: the answer is then 400.
  if (status === 400 || status === 401 || status === 403) {
    return { state: "failed", reason: "signed_out" };
  }
  if (status === 413) {
    return { state: "failed", reason: "too_large" };
  }
  if (status === 429 || status === 502 || status === 503 || status === 504) {
    return { state: "failed", reason: "busy" };
  }
  return { state: "failed", reason: "unexpected", said: answer?.detail ?? answer?.message };
}

// A file with several invoices weighs as its heaviest.
function weightOf(answer) {
  if (answer.claims.length === 0) {
    return "refused";
  }
  const outcomes = answer.claims.map(weightOfClaim);
  return ["block", "review", "pass", "same"].find((each) => outcomes.includes(each));
}
