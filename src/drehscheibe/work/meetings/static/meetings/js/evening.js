// The evening screen goes on without a net: every stroke is kept on this device first, and sent when there is one.
// Without this script the page works by its forms.
import { lineTo } from "./evening/line.js";
import { storeFor } from "./evening/store.js";
import { newKey, put, seen } from "./evening/strokes.js";
import { fill, time, viewOf } from "./evening/view.js";

const PAUSE = 700;
const root = document.querySelector("[data-evening]");
const words = JSON.parse(document.getElementById("abend-worte").textContent);
const given = JSON.parse(document.getElementById("abend-stand").textContent);
const page = given.page;
const store = storeFor(page.store);
const view = viewOf(root, words);
const box = root.querySelector("[data-box]");
const undo = new Set();

// A page out of the cache of this device is older than what the device has heard since.
const kept = store.state();
let state = kept && new Date(kept.now) > new Date(given.now) ? { ...kept, page } : given;
let current = asked() ?? page.current;
let kind = "";
let savedAt = new Date();
let votesBefore = view.votesLine();


// The address says more than a page that was kept.
function asked() {
  const wanted = new URLSearchParams(location.search).get("top");
  return wanted !== null && [0, ...state.items.map((one) => one.id)].includes(Number(wanted || NaN)) ? Number(wanted) : null;
}

for (const plain of document.querySelectorAll("[data-plain]")) plain.hidden = true;
for (const pattern of document.querySelectorAll("template")) for (const plain of pattern.content.querySelectorAll("[data-plain]")) plain.hidden = true;
root.querySelector("[data-find]").hidden = false;

const line = lineTo(page, store, {
  token: box.elements.csrfmiddlewaretoken.value,
  onState(found) { state = { ...found, page }; store.keepState(found); draw(); },
  onAnswer: answered,
  onSettled: draw,
  onKind: told,
});

// Strokes

function stroke(values) {
  store.add({ key: newKey(), at: new Date().toISOString(), ...values });
  draw();
  line.round();
}

function answered(sent, answer) {
  if (!answer.ok) {
    store.refuse(sent, answer.why);
    say(fill(words.refused, answer));
    return;
  }
  if (answer.beside) movedBeside(sent, answer);
  put(state, sent, page.me);
  if (answer.person && sent.what === "guest") renamePerson(sent.key, answer.person);
  const entry = state.entries.find((one) => one.key === answer.entry);
  if (entry) entry.version = answer.version;
  goesOnFrom(answer);
}

// Who types on in a line goes on from her own words that have just arrived.
function goesOnFrom(answer) {
  const form = answer.entry && view.line(answer.entry)?.querySelector("form");
  if (!form) return;
  form.elements.version.value = answer.version;
  if (form.dataset.editing !== undefined) form.dataset.editing = answer.version;
}

// Somebody was faster: what was typed here is a line of its own now, beside hers.
function movedBeside(sent, answer) {
  const theirs = state.entries.find((one) => one.key === answer.beside);
  if (theirs) state.entries.push({ ...theirs, key: answer.entry, beside: answer.beside, version: answer.version });
  const row = view.line(answer.beside);
  if (row) rename(row, answer.beside, answer.entry);
  for (const next of store.waiting()) if (next.entry === sent.entry && next.key !== sent.key) store.change({ ...next, entry: answer.entry });
  sent.entry = answer.entry;
  say(words.beside);
}

function rename(row, from, to) {
  row.dataset.key = to;
  row.querySelector("[name=entry]").value = to;
  for (const one of [row, ...row.querySelectorAll("[id]")]) one.id = one.id.replace(from, to);
  for (const label of row.querySelectorAll("[for]")) label.htmlFor = label.htmlFor.replace(from, to);
}

function renamePerson(key, id) {
  const person = state.people.find((one) => one.id === key);
  if (!person) return;
  if (state.people.some((one) => one.id === id)) state.people.splice(state.people.indexOf(person), 1);
  else person.id = id;
}

// Lines

box.addEventListener("submit", (event) => {
  event.preventDefault();
  const chosen = event.submitter?.value ?? "note";
  const text = box.elements.text.value.trim();
  if (!text && chosen !== "decision") { say(words.empty); box.elements.text.focus(); return; }
  const key = newKey();
  box.elements.text.value = "";
  store.keepText(current, "");
  stroke({ key, what: "add", item: current, kind: chosen, text });
  say(words[`added_${chosen}`]);
  const tapped = ["consensus", "preferred"].includes(state.rules.majority) ? "agreed" : "yes";
  const first = { decision: text ? tapped : "text", task: "owner" }[chosen];
  (first ? view.line(key)?.querySelector(`[name=${first}]`) : box.elements.text)?.focus();
});
box.elements.text.addEventListener("input", () => store.keepText(current, box.elements.text.value));

const timers = new Map();
root.addEventListener("input", (event) => {
  const form = event.target.closest("[data-line]");
  if (!form) return;
  form.dataset.editing ??= form.elements.version.value;
  countedInsteadOfAgreed(event.target, form);
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), PAUSE));
});
root.addEventListener("change", (event) => {
  const form = event.target.closest("[data-line]");
  if (form) save(form);
});
// The lid may close at any moment.
addEventListener("pagehide", saveAll);
document.addEventListener("visibilitychange", () => { if (document.hidden) saveAll(); else line.round(); });

function saveAll() {
  for (const form of root.querySelectorAll("[data-line][data-editing]")) save(form);
}

function countedInsteadOfAgreed(input, form) {
  if (["yes", "no", "abstained"].includes(input.name) && input.value && form.elements.agreed) form.elements.agreed.checked = false;
}

function save(form) {
  clearTimeout(timers.get(form));
  if (form.dataset.editing === undefined) return;
  const version = Number(form.dataset.editing) || 0;
  delete form.dataset.editing;
  const entry = form.elements.entry.value;
  const values = Object.fromEntries(["text", "yes", "no", "abstained", "biased", "owner", "due"].filter((name) => form.elements[name]).map((name) => [name, form.elements[name].value]));
  for (const name of ["agreed", "public"]) if (form.elements[name]) values[name] = form.elements[name].checked;
  const mine = store.waiting().filter((one) => one.entry === entry || one.key === entry);
  const open = mine.at(-1);
  if (open?.what === "change" && !open.tried) {
    store.change({ ...open, ...values, at: new Date().toISOString() });
    draw();
    line.round();
  } else {
    stroke({ what: "change", entry, version, ...(open ? { follows: open.key } : {}), ...values });
  }
}

// Everything else that is a form

root.addEventListener("submit", (event) => {
  const form = event.target;
  if (form === box) return;
  if (form.matches("[data-line]")) return lineForm(event, form);
  if (!form.matches("[data-stroke]")) return;
  event.preventDefault();
  const values = Object.fromEntries([...new FormData(form, event.submitter)].filter(([name]) => !["csrfmiddlewaretoken", "form"].includes(name)));
  if (values.what === "guest" && !values.name.trim() && !values.partner.trim()) { form.elements.name.focus(); return; }
  if (values.what === "proxy") Object.assign(values, numbered(values));
  stroke(values);
  if (form.hasAttribute("data-reset")) form.reset();
  if (values.what === "tick") goOn();
  if (values.person) sayPerson(values);
});

function lineForm(event, form) {
  event.preventDefault();
  save(form);
  const what = event.submitter?.value;
  const key = form.elements.entry.value;
  if (!["remove", "restore"].includes(what)) return;
  if (what === "remove") { undo.add(key); say(words.removed); }
  const open = store.waiting().filter((one) => one.entry === key || one.key === key).at(-1);
  stroke({ what, entry: key, version: Number(form.elements.version.value) || 0, ...(open ? { follows: open.key } : {}) });
}

function numbered(values) {
  const id = (label) => state.people.find((one) => one.label === label || one.name === label)?.id ?? label;
  return { person: String(id(values.person)), to: String(id(values.to)) };
}

function sayPerson(values) {
  const person = now().people.find((one) => String(one.id) === values.person);
  const sentence = { came: words.is_here, left: words.has_left, absent: words.not_here }[values.what];
  if (person && sentence) say(fill(sentence, person));
}

// Another way of voting has its own page, which must find the line.

root.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-other]");
  if (!link) return;
  saveAll();
  if (!store.waiting().length) return;
  event.preventDefault();
  line.round();
  for (let tries = 0; tries < 30 && store.waiting().length; tries += 1) await new Promise((go) => { setTimeout(go, 100); });
  const count = store.waiting().length;
  if (count) say(fill(words.not_yet, { count }));
  else location.assign(link.href);
});

// The agenda

root.querySelector("[data-agenda]").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  goTo(Number(link.closest("[data-item]").dataset.item));
});

function goTo(item) {
  saveAll();
  undo.clear();
  current = item;
  history.replaceState(null, "", `?top=${item}`);
  box.elements.text.value = store.text(item);
  draw();
  document.getElementById("abend-punkt").focus();
}

function goOn() {
  const next = now().items.find((one) => !one.done);
  if (next) goTo(next.id);
}

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const at = ["Digit1", "Digit2", "Digit3"].indexOf(event.code);
  if (at >= 0) box.querySelectorAll("button[name=kind]")[at].click();
  else if (event.code === "Digit0") root.querySelector("[data-tick] button").click();
  else return;
  event.preventDefault();
});

root.querySelector("#abend-suche").addEventListener("input", (event) => view.find(event.target.value));

document.querySelector("[data-end]").addEventListener("click", (event) => {
  saveAll();
  const count = store.waiting().length;
  if (!count) return;
  event.preventDefault();
  line.round();
  say(fill(words.not_yet, { count }));
  window.alert(fill(words.not_yet, { count }));
});

// What is seen and said

function now() {
  return seen(state, store.waiting(), page.me);
}

function draw() {
  view.draw(now(), current, undo);
  drawRefused();
  drawStand();
  const votes = view.votesLine();
  if (votes !== votesBefore) say(votes);
  votesBefore = votes;
}

function told(next) {
  if (next === "online") savedAt = new Date();
  if (next !== kind && kind && (kind !== "online" || next !== "online")) say(words[next === "online" ? "online" : next]);
  kind = next;
  drawStand();
}

function drawStand() {
  const place = document.querySelector("[data-stand]");
  const count = store.waiting().length;
  const trouble = ["offline", "signed_out", "forbidden"].includes(kind);
  place.dataset.kind = trouble || store.fails ? "offline" : "online";
  document.querySelector("[data-sign-in]").hidden = kind !== "signed_out";
  const ended = state.state === "running" ? "" : ` ${words.ended}`;
  const sentence = store.fails ? words.unkept : trouble ? words[kind] : count ? words.saving : fill(words.saved, { time: time(savedAt) });
  const waiting = trouble && count ? ` ${fill(words.waiting, { count })}` : "";
  const all = sentence + waiting + ended;
  if (place.textContent !== all) place.textContent = all;
}

function drawRefused() {
  const list = root.querySelector("[data-refused]");
  const all = store.refused();
  list.hidden = all.length === 0;
  list.replaceChildren(...all.map((one) => {
    const row = document.createElement("li");
    const text = Object.assign(document.createElement("p"), { textContent: [fill(words.refused, one), one.text ?? one.name ?? ""].filter(Boolean).join("\n") });
    const button = Object.assign(document.createElement("button"), { type: "button", className: "small-btn", textContent: words.drop });
    button.addEventListener("click", () => { store.drop(one.key); draw(); });
    row.append(text, button);
    return row;
  }));
}

let saying = [];
function say(sentence) {
  const place = document.querySelector("[data-say]");
  // A moment without words, so that the same sentence twice is spoken twice; what comes at once is spoken together.
  if (!saying.length) setTimeout(() => { place.textContent = saying.join(" "); saying = []; }, 60);
  place.textContent = "";
  saying.push(sentence);
}

// This page again without a net

async function keepPage() {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  await navigator.serviceWorker.register(page.worker, { scope: page.here });
  const cache = await caches.open(`abend:${page.here}`);
  const own = performance.getEntriesByType("resource").map((one) => one.name).filter((one) => one.startsWith(location.origin) && /\/static\//.test(one));
  const linked = [...document.querySelectorAll("link[rel=stylesheet], link[rel=preload], link[rel=icon], script[src]")].map((one) => one.href || one.src);
  await Promise.all([...new Set([...own, ...linked])].map((one) => cache.match(one).then((known) => known ?? cache.add(one)).catch(() => null)));
  if (!navigator.serviceWorker.controller || !(await cache.match(page.here))) await cache.add(page.here);
  await navigator.serviceWorker.ready;
  root.dataset.evening = "kept";
}

addEventListener("storage", (event) => { if (event.key?.includes(`abend:${page.store}:`)) draw(); });
addEventListener("online", () => line.round());
addEventListener("offline", () => told("offline"));
setInterval(() => { view.drawClock(now(), current); drawStand(); }, 15000);

if (!box.elements.text.value) box.elements.text.value = store.text(current);
draw();
line.start(state === given ? given.revision : "");
// Once all of the page is there; without a worker, only a reload without a net does not work.
if (document.readyState === "complete") keepPage().catch(() => {});
else addEventListener("load", () => keepPage().catch(() => {}));
