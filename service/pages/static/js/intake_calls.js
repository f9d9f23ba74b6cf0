// What is asked of the server: answers, or the reason why there are none.

export class Stopped extends Error {
  constructor(reason, sentence = "") {
    super(reason);
    this.reason = reason; // offline, signed_out, refused
    this.sentence = sentence; // of the server, where it refused
  }
}

export function token() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

// Whose files they are: in another tab somebody may have logged in anew, or begun a rehearsal.
function headersOf() {
  const owner = document.querySelector("[data-intake]")?.dataset.intake ?? "";
  return { "X-CSRFToken": token(), "X-Intake-Owner": owner, Accept: "application/json" };
}

export async function post(address, body, { keepalive = false } = {}) {
  const headers = headersOf();
  if (typeof body === "string") {
    headers["Content-Type"] = "application/json";
  }
  const options = { method: "POST", headers, body, keepalive, redirect: "manual" };
  const response = await fetch(address, options).catch(() => null);
  return answerOf(response);
}

export async function get(address) {
  const options = { headers: { Accept: "application/json" }, redirect: "manual" };
  return answerOf(await fetch(address, options).catch(() => null));
}

async function answerOf(response) {
  const reason = response ? reasonOf(response.status, response.type) : "offline";
  if (reason) {
    const said = reason === "offline" ? null : await response.json().catch(() => null);
    throw new Stopped(reason, said?.sentence);
  }
  return response.status === 204 ? null : response.json();
}

function reasonOf(status, type = "") {
  if (status >= 200 && status < 300) {
    return null;
  }
  // An ended session takes its form token along, and leads to the log-in page.
  if (type === "opaqueredirect" || [400, 401, 403].includes(status)) {
    return "signed_out";
  }
  return status === 429 || status >= 500 || status === 0 ? "offline" : "refused";
}

// Sends the bytes of one file and tells how far it is.
export function send(file, address, onPercent) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    for (const [name, value] of Object.entries(headersOf())) {
      request.setRequestHeader(name, value);
    }
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) {
        onPercent(Math.floor((100 * event.loaded) / event.total));
      }
    });
    request.addEventListener("load", () => {
      const elsewhere = !request.responseURL.endsWith(address);
      const reason = elsewhere ? "signed_out" : reasonOf(request.status);
      if (reason) {
        reject(new Stopped(reason));
      } else {
        resolve();
      }
    });
    for (const type of ["error", "abort", "timeout"]) {
      request.addEventListener(type, () => reject(new Stopped("offline")));
    }
    request.send(file);
  });
}
