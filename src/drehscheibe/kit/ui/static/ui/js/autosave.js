// <form data-autosave="/address/" data-draft="name">: no text is lost.
// Every change goes to this browser at once and, after a pause, to the address (empty: to this browser only).
// An expired session answers with a redirect: then the text stays here and is offered on the next visit.
// It is offered, never put back unasked: in the meantime somebody else may have written something better.
const PAUSE = 2000;
const KEEP = 7 * 24 * 3600 * 1000;
const PREFIX = "draft:";
// What stands in a form besides people's words: it changes with every save.
const MARKS = new Set(["version", "basis"]);

export function autosave(root) {
  forgetSaved();
  for (const form of root.querySelectorAll("form[data-autosave]")) watch(form);
}

// After a form was taken, the server names its draft in a cookie that lives for a minute.
function forgetSaved() {
  const saved = document.cookie.match(/(?:^|; )gespeichert=([^;]+)/);
  if (!saved) return;
  forget(PREFIX + decodeURIComponent(saved[1]));
  document.cookie = `gespeichert=; path=${location.pathname.split("/arbeit/")[0]}/arbeit/; max-age=0`;
}

// Drafts hold people's words; on a shared computer they must not outlive the session.
export function forgetDraftsOnLogout(root) {
  root.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-logout]")) return;
    Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach(forget);
    forgetPages();
  });
}

// Pages that this device kept for a time without a net, such as an evening with its people.
async function forgetPages() {
  try {
    for (const name of await caches.keys()) await caches.delete(name);
  } catch { /* no such store in this browser */ }
}

function watch(form) {
  if (form.dataset.watched) return;
  form.dataset.watched = "yes";
  const key = PREFIX + (form.dataset.draft || location.pathname);
  let timer = 0;
  offer(form, key);
  form.addEventListener("input", () => {
    keep(key, form);
    clearTimeout(timer);
    timer = setTimeout(() => send(form, key), PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}

function values(form) {
  const secret = (name) => name === "csrfmiddlewaretoken" || form.elements[name]?.type === "password";
  return [...new FormData(form)].filter(([name, value]) => !secret(name) && !(value instanceof File));
}

function words(pairs) {
  return JSON.stringify(pairs.filter(([name]) => !MARKS.has(name)));
}

function keep(key, form) {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: values(form) }));
  } catch { /* full or forbidden: the copy on the server remains */ }
}

function forget(key) {
  try { localStorage.removeItem(key); } catch { /* nothing to forget */ }
}

function stored(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft && Date.now() - draft.at < KEEP ? draft : null;
  } catch {
    return null;
  }
}

function offer(form, key) {
  const draft = stored(key);
  if (!draft || words(draft.values) === words(values(form))) return forget(key);
  const note = document.createElement("div");
  note.className = "draft-offer";
  note.setAttribute("role", "status");
  note.append(`Hier liegt noch ein Text von Ihnen, nicht gespeichert, von ${clock(draft.at)}.`);
  note.append(button("Zurückholen", () => { fill(form, draft.values); note.remove(); }));
  note.append(button("Verwerfen", () => { forget(key); note.remove(); }));
  form.prepend(note);
}

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

function fill(form, pairs) {
  for (const field of form.elements) {
    if (!field.name || ["csrfmiddlewaretoken"].includes(field.name) || ["file", "password", "submit", "button"].includes(field.type)) continue;
    const own = pairs.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = own.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = own.includes(option.value);
    else if (own.length) field.value = own[0];
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

async function send(form, key) {
  if (!form.dataset.autosave) return say(form, `Auf diesem Gerät gesichert, ${clock()}`);
  const body = new URLSearchParams(values(form));
  const token = form.elements.csrfmiddlewaretoken;
  if (token) body.set("csrfmiddlewaretoken", token.value);
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { "X-Autosave": "1" }, redirect: "manual" });
    if (!answer.ok) throw new Error(answer.status);
    forget(key);
    say(form, `Gespeichert, ${clock()}`);
  } catch {
    say(form, "Nicht gespeichert – Ihr Text liegt auf diesem Gerät bereit.");
  }
}

function clock(at = Date.now()) {
  const today = new Date(at).toDateString() === new Date().toDateString();
  const day = today ? {} : { day: "numeric", month: "long" };
  return `${new Date(at).toLocaleString("de-DE", { ...day, hour: "2-digit", minute: "2-digit" })} Uhr`;
}

function say(form, text) {
  const place = form.querySelector("[data-autosave-state]");
  if (place) place.textContent = text;
}
