/* A form saves itself as one writes. What is sent by its button waits for a save that is under way,
   so that nobody is told of a conflict with themselves. Everything works without this file.
   With `data-keeps` it also keeps what is typed in this browser until the portal has it: what was
   typed without a line is sent once there is one, at the revision it was written over. */
const form = document.querySelector("form[data-autosaves]");
let underWay = false;
let waiting = null;
let sent = false;
let changed = false;

const say = (words) => {
  const state = document.querySelector("#save-state");
  const line = state.querySelector("p") ?? state.appendChild(document.createElement("p"));
  line.textContent = words;
  line.classList.add("not-saved");
};

form?.addEventListener("htmx:beforeRequest", (event) => {
  if (sent) return event.preventDefault();
  underWay = true;
});
form?.addEventListener("htmx:afterRequest", ({ detail }) => {
  underWay = false;
  if (detail.successful) changed = false;
  else if (![401, 409].includes(detail.xhr.status)) say(form.dataset.notSaved);
  const button = waiting;
  waiting = null;
  if (button) form.requestSubmit(button);
});
form?.addEventListener("submit", (event) => {
  if (!underWay) return (sent = true);
  event.preventDefault();
  waiting = event.submitter;
});
form?.addEventListener("input", () => { changed = true; });
/* Back by the browser's button the form is alive again. */
addEventListener("pageshow", () => { sent = false; });
addEventListener("beforeunload", (event) => { if (changed && !sent) event.preventDefault(); });

const keepIn = (place) => {
  const TRY_AGAIN = 20000;
  const controls = () => [...form.elements].filter((c) => c.name && !["hidden", "submit", "file"].includes(c.type));
  const isTicked = (control) => ["radio", "checkbox"].includes(control.type);
  const typed = () => JSON.stringify(controls().map((c) => [c.name, c.value, isTicked(c) && c.checked]));
  /* What the portal sent: a browser may have put back by itself what was typed before. */
  const given = () => JSON.stringify(controls().map((c) =>
    [c.name, c.defaultValue, isTicked(c) && c.defaultChecked]));
  const revision = () => form.querySelector("[name=revision]");
  const kept = () => JSON.parse(localStorage.getItem(place) || "null");
  const forget = () => localStorage.removeItem(place);
  const sendSoon = () => form.dispatchEvent(new Event("change", { bubbles: true }));
  let base = revision().value;
  let mine = "";
  let underWayWith = "";
  let again = 0;

  const keep = () => {
    base = revision()?.value ?? base;
    mine = JSON.stringify({ base, typed: typed(), sent: false });
    localStorage.setItem(place, mine);
  };
  const sendAgain = () => { if (changed) sendSoon(); };
  const putBack = (found) => {
    const all = controls();
    for (const [name, value, checked] of JSON.parse(found.typed)) {
      for (const control of all.filter((c) => c.name === name)) {
        if (!isTicked(control)) control.value = value;
        else if (control.value === value) control.checked = checked;
      }
    }
    /* Saved over what it was written over: if another tab saved since, the portal shows both. */
    revision().value = found.base;
    changed = true;
    keep();
    say(form.dataset.restored);
    sendSoon();
  };
  const compare = () => {
    const found = kept();
    if (!found) return;
    const hasArrived = found.sent && found.base !== revision().value;
    if (hasArrived || found.typed === given()) forget();
    else putBack(found);
  };

  form.addEventListener("input", keep);
  form.addEventListener("htmx:beforeRequest", () => { underWayWith = typed(); });
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    clearTimeout(again);
    if (!detail.successful) {
      if (!detail.xhr.status) again = setTimeout(sendAgain, TRY_AGAIN);
    } else if (typed() !== underWayWith) {
      changed = true;
      keep();
    } else if (localStorage.getItem(place) === mine) forget();
  });
  /* Whether the whole form has arrived, the next page tells. */
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (!navigator.onLine) {
      event.preventDefault();
      sent = false;
      return say(form.dataset.notSaved);
    }
    const found = kept();
    if (found) localStorage.setItem(place, JSON.stringify({ ...found, sent: true }));
  });
  addEventListener("online", sendAgain);
  addEventListener("load", compare);
};
if (form?.dataset.keeps) keepIn(form.dataset.keeps);
