// Draws what is seen: the agenda, the lines of one item, the people. A field that somebody is typing in is left alone.
import { here, votes } from "./strokes.js";

const KEY = /^[0-9a-f-]{36}$/;

export function viewOf(root, words) {
  const part = (name) => root.querySelector(`[data-${name}]`);
  const [agenda, lines, people] = [part("agenda"), part("lines"), part("people")];
  let filter = "";

  function draw(state, current, undo) {
    drawAgenda(state, current);
    drawItem(state, current);
    drawLines(state, current, undo);
    drawPeople(state);
    drawClock(state, current);
  }

  function drawAgenda(state, current) {
    const rows = [...state.items, null];
    keep(agenda, rows.map((item) => String(item?.id ?? 0)), "item", () => fromTemplate("punkt-neu"));
    rows.forEach((item, at) => {
      const row = agenda.children[at];
      const link = row.querySelector("a");
      link.href = `?top=${item?.id ?? 0}`;
      if ((item?.id ?? 0) === current) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
      if (!item) return set(row, "title", words.other);
      set(row, "time", time(item.starts));
      set(row, "title", `${item.number}. ${item.title}`);
      row.querySelector("[data-done]").hidden = !item.done;
    });
  }

  function drawItem(state, current) {
    const item = state.items.find((one) => one.id === current);
    const title = root.querySelector("#abend-punkt");
    text(title, item ? fill(words.item, item) : words.other);
    text(part("about"), item ? [item.kind, `${time(item.starts)}–${time(item.ends)}`, item.who].filter(Boolean).join(" · ") : "");
    text(part("text"), item?.text ?? "");
    part("text").hidden = !item?.text;
    part("box").elements.namedItem("item").value = current;
    const tick = part("tick");
    tick.hidden = !item;
    tick.elements.namedItem("item").value = current;
    tick.elements.what.value = item?.done ? "untick" : "tick";
    text(tick.elements.what, item?.done ? words.reopen : words.tick);
  }

  function drawLines(state, current, undo) {
    const known = new Set(state.entries.filter((one) => !one.removed || undo.has(one.key)).map((one) => one.key));
    const shown = ordered(state.entries.filter((one) => one.item === current && known.has(one.key)));
    keep(lines, shown.map((one) => one.key), "key", (key) => fromTemplate(`zeile-neu-${shown.find((one) => one.key === key).kind}`, key));
    shown.forEach((line, at) => drawLine(lines.children[at], line, shown));
  }

  function drawLine(row, line, all) {
    const form = row.querySelector("form");
    if (form.dataset.editing === undefined) form.elements.version.value = line.version;
    for (const name of ["text", "yes", "no", "abstained", "biased", "owner", "due"]) field(form, name, line[name] ?? "");
    for (const name of ["agreed", "public"]) if (form.elements[name]) form.elements[name].checked = Boolean(line[name]);
    const outcome = line.agreed ? words.agreed : { accepted: words.accepted, rejected: words.rejected }[line.outcome] ?? words.undecided;
    set(row, "outcome", outcome);
    set(row, "how", line.how ?? "");
    show(row, "how", line.how);
    for (const name of ["outcome", "votes-of"]) show(row, name, !line.fixed);
    set(row, "other", line.fixed ? words.to_vote : words.other_way);
    row.querySelector("[data-beside]").hidden = !(line.beside || all.some((one) => one.beside === line.key));
    set(row, "by", line.by ?? "");
    row.classList.toggle("line--removed", line.removed);
    const remove = row.querySelector("[data-remove]");
    remove.value = line.removed ? "restore" : "remove";
    text(remove, line.removed ? words.undo : words.remove);
  }

  // What is being typed is newer than what is known.
  function field(form, name, value) {
    const input = form.elements[name];
    if (input && input !== document.activeElement && input.value !== String(value)) input.value = value;
  }

  function drawPeople(state) {
    const rows = state.people;
    keep(people, rows.map((one) => String(one.id)), "person", () => fromTemplate("person-neu"));
    rows.forEach((person, at) => drawPerson(people.children[at], person, state));
    text(part("count"), fill(words.count, { here: rows.filter(here).length, all: rows.length }));
    drawVotes(state);
    offerNames(rows);
    hideOthers();
  }

  function drawPerson(row, person, state) {
    const now = here(person);
    row.classList.toggle("person--here", Boolean(now));
    row.querySelector("[name=person]").value = person.id;
    set(row, "name", person.name);
    set(row, "below", person.below);
    row.querySelectorAll("[data-named]").forEach((one) => text(one, person.name));
    const tap = row.querySelector("[data-tap]");
    if (tap) {
      tap.value = now ? "absent" : "came";
      tap.setAttribute("aria-pressed", String(Boolean(now)));
      tap.classList.toggle("person__key--on", Boolean(now));
      set(row, "mark", now ? "✓ " : "");
    } else {
      row.querySelector("[data-came]").hidden = Boolean(now);
      row.querySelector("[data-left]").hidden = !now;
      row.querySelector("[data-absent]").hidden = !now;
      set(row, "times", person.times.map(([came, left]) => `${time(came)}–${left ? time(left) : ""}`).join(" "));
    }
    const given = row.querySelector("[data-given]");
    if (!given) return;
    const holder = state.people.find((one) => one.id === person.given);
    given.hidden = person.given === null || person.given === undefined;
    if (holder) text(given, fill(words.vote_with, { name: holder.name }));
  }

  function drawVotes(state) {
    const place = part("votes");
    if (!place || !words.enough) return;
    const there = votes(state);
    const enough = there >= state.rules.needed;
    const sentence = state.rules.needed === 0 ? words.no_least : enough ? words.enough : words.too_few;
    place.classList.toggle("evening__votes--few", !enough);
    text(place, fill(sentence, { there, needed: state.rules.needed }));
  }

  function offerNames(rows) {
    const list = document.getElementById("abend-leute");
    const labels = rows.map((one) => one.label);
    if (list.children.length === labels.length) return;
    list.replaceChildren(...labels.map((label) => Object.assign(document.createElement("option"), { value: label })));
  }

  function hideOthers() {
    for (const row of people.children) row.hidden = filter !== "" && !row.textContent.toLowerCase().includes(filter);
  }

  function drawClock(state, current) {
    const now = new Date();
    text(part("clock"), fill(words.clock, { time: time(now) }));
    const item = state.items.find((one) => one.id === current);
    const over = item && !item.done && new Date(item.ends).toDateString() === now.toDateString() ? Math.floor((now - new Date(item.ends)) / 60000) : 0;
    part("late").hidden = over <= 0;
    text(part("late"), over > 0 ? fill(words.late, { minutes: over }) : "");
  }

  return {
    draw,
    drawClock,
    find(wanted) { filter = wanted.trim().toLowerCase(); hideOthers(); },
    votesLine: () => part("votes")?.textContent ?? "",
    line: (key) => lines.querySelector(`[data-key="${CSS.escape(key)}"]`),
  };
}

// The line that stands beside another one follows it.
function ordered(entries) {
  const first = entries.filter((one) => !one.beside || !entries.some((other) => other.key === one.beside));
  const after = (one) => [one, ...entries.filter((other) => other.beside === one.key).flatMap(after)];
  return first.flatMap(after);
}

// Brings the children into this order, makes what is missing, and takes away what is gone. Nothing moves without need:
// a field that is moved loses the focus.
function keep(list, keys, name, make) {
  const old = new Map([...list.children].map((row) => [row.dataset[name], row]));
  for (const [key, row] of old) if (!keys.includes(key)) row.remove();
  keys.forEach((key, at) => {
    let row = old.get(key);
    if (!row) { row = make(key); row.dataset[name] = key; }
    if (list.children[at] !== row) list.insertBefore(row, list.children[at] ?? null);
  });
}

function fromTemplate(id, key = "") {
  const pattern = document.getElementById(id);
  if (!key && pattern.content.firstElementChild.tagName === "LI") return pattern.content.firstElementChild.cloneNode(true);
  const made = document.createElement("template");
  made.innerHTML = key ? pattern.innerHTML.replaceAll("__key__", KEY.test(key) ? key : "") : `<li>${pattern.innerHTML}</li>`;
  return made.content.firstElementChild;
}

export function fill(sentence, values) {
  return sentence.replace(/{(\w+)}/g, (_, name) => values[name] ?? "");
}

export function time(at) {
  return new Date(at).toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin" });
}

function set(row, name, words) {
  const place = row.querySelector(`[data-${name}]`);
  if (place) text(place, words);
}

function show(row, name, is) {
  const place = row.querySelector(`[data-${name}]`);
  if (place) place.hidden = !is;
}

function text(place, words) {
  if (place.textContent !== words) place.textContent = words;
}
