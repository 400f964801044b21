/* A large file goes in parts, shows how far it is, and goes on where it stopped: after a lost line by
   itself, after a closed window once the same file is chosen again. Without this file the form
   sends it as a whole. */

const form = document.querySelector("form[data-upload]");
/* Signing in in another window changes it: the cookie has the one that holds now. */
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1]
  || form.querySelector("[name=csrfmiddlewaretoken]").value;
const sending = form.querySelector(".sending");
const bar = sending.querySelector("progress");
const said = sending.querySelector("[role=status]");
const refusal = form.querySelector("[role=alert]");
const button = form.querySelector("button");
const LONGEST_PAUSE = 30000;
const MOST_FAULTS = 5;
let faults = 0;

class Refused extends Error {}

const pause = (milliseconds) => new Promise((resolve) => {
  const timer = setTimeout(resolve, milliseconds);
  addEventListener("online", () => { clearTimeout(timer); resolve(); }, { once: true });
});

const show = (received, size) => {
  const percent = Math.floor((received / size) * 100);
  bar.value = percent;
  said.textContent = form.dataset.sent.replace("{}", percent);
};

const refuse = (words) => {
  sending.hidden = true;
  refusal.textContent = words;
  refusal.hidden = false;
  button.disabled = false;
};

/* What the portal answers. A line that is down is tried again for ever; a portal that answers with
   faults alone a few times: then its answer is the last. That it knows how much is there is no step. */
const ask = async (address, options) => {
  for (let wait = 1000; ; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
    let answer;
    try {
      answer = await fetch(address, {
        redirect: "manual", ...options, headers: { "X-CSRFToken": token(), ...options.headers },
      });
    } catch {
      answer = null;
    }
    if (answer?.type === "opaqueredirect" || answer?.status === 403) throw new Refused(form.dataset.signedOut);
    if (answer && answer.status < 500) {
      if (options.method !== "HEAD") faults = 0;
      return answer;
    }
    if (answer) faults += 1;
    if (answer?.status === 507 || (answer && faults >= MOST_FAULTS)) return answer;
    said.textContent = form.dataset.waiting;
    await pause(wait);
    if (options.method === "PATCH") return null;
  }
};

const expect = async (answer) => {
  if (answer.ok) return answer;
  const told = await answer.json().catch(() => ({}));
  throw new Refused(told.error || form.dataset.failed);
};

const offset = async (address) => {
  const answer = await expect(await ask(address, { method: "HEAD" }));
  return Number(answer.headers.get("Upload-Offset"));
};

const send = async (file) => {
  const about = new URLSearchParams({ name: file.name, size: file.size, modified: file.lastModified });
  const begun = await (await expect(await ask(form.dataset.upload, { method: "POST", body: about }))).json();
  let received = begun.received;
  while (received < file.size) {
    show(received, file.size);
    const part = file.slice(received, received + Number(form.dataset.part));
    const answer = await ask(begun.address, {
      method: "PATCH", body: part, headers: { "Upload-Offset": received, "Content-Type": "application/octet-stream" },
    });
    if (answer === null) received = await offset(begun.address);
    else if (answer.status === 409) received = Number(answer.headers.get("Upload-Offset"));
    else received = Number((await expect(answer)).headers.get("Upload-Offset"));
  }
  show(file.size, file.size);
  said.textContent = form.dataset.checking;
  const facts = new FormData(form);
  for (const name of ["file-file", "csrfmiddlewaretoken"]) facts.delete(name);
  const done = await expect(await ask(begun.finish, { method: "POST", body: new URLSearchParams(facts) }));
  location.assign((await done.json()).address);
};

form.addEventListener("submit", (event) => {
  const file = form.querySelector("[type=file]").files[0];
  if (!file) return;
  event.preventDefault();
  refusal.hidden = true;
  if (file.size > Number(form.dataset.most)) {
    refuse(form.dataset.tooLarge);
    return;
  }
  faults = 0;
  button.disabled = true;
  sending.hidden = false;
  send(file).catch((error) => refuse(error instanceof Refused ? error.message : form.dataset.failed));
});
