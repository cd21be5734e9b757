// What strokes mean, before the server has said so: the same rules as on the server, which has the last word.
const LINE = ["text", "agreed", "yes", "no", "abstained", "biased", "public", "owner", "due"];
const VOTED = ["agreed", "yes", "no", "abstained", "biased"];

export function newKey() {
  return crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (sign) =>
    (sign ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (sign / 4)))).toString(16));
}

// The state with everything in it that this device has written and not yet sent.
export function seen(state, strokes, me) {
  const now = structuredClone(state);
  for (const stroke of strokes) put(now, stroke, me);
  return now;
}

export function put(state, stroke, me) {
  const line = state.entries.find((one) => one.key === stroke.entry);
  const person = state.people.find((one) => String(one.id) === String(stroke.person));
  switch (stroke.what) {
    case "add": return begin(state, stroke, me);
    case "change": return line && Object.assign(line, words(line, stroke), { by: me, removed: false, ...vote(state.rules, line, stroke) });
    case "remove": return line && Object.assign(line, { removed: true });
    case "restore": return line && Object.assign(line, { removed: false });
    case "tick": case "untick": return tick(state, stroke);
    case "came": return person && came(person, stroke.at);
    case "left": return person && left(person, stroke.at);
    case "absent": return person && absent(person);
    case "guest": return addPerson(state, stroke);
    case "proxy": return person && Object.assign(person, { given: stroke.to ? Number(stroke.to) || stroke.to : null });
  }
}

function begin(state, stroke, me) {
  if (state.entries.some((one) => one.key === stroke.key)) return;
  const agreed = stroke.kind === "decision" && state.rules.majority === "consensus";
  state.entries.push({
    key: stroke.key, item: Number(stroke.item), kind: stroke.kind, text: stroke.text, yes: null, no: null, abstained: null,
    outcome: agreed ? "accepted" : "", agreed, biased: "", fixed: false, how: "", public: false, owner: "", due: "", by: me, beside: "", removed: false, version: 0,
  });
}

// What came of a vote of its own, nobody types over.
function words(line, stroke) {
  return Object.fromEntries(LINE.filter((name) => name in stroke && !(line.fixed && VOTED.includes(name))).map((name) => [name, stroke[name]]));
}

function vote(rules, line, stroke) {
  if (line.kind !== "decision" || line.fixed) return {};
  const [yes, no, abstained] = [stroke.yes, stroke.no, stroke.abstained].map(figure);
  const counted = [yes, no, abstained].some((one) => one !== null);
  if (stroke.agreed || !counted) return { yes: null, no: null, abstained: null, outcome: stroke.agreed ? "accepted" : "" };
  return { yes, no, abstained, outcome: outcome(rules, yes ?? 0, no ?? 0) };
}

function figure(value) {
  const text = String(value ?? "").trim();
  return text === "" || Number.isNaN(Number(text)) ? null : Number(text);
}

function outcome(rules, yes, no) {
  const accepted = {
    consensus: no === 0 && yes > 0,
    preferred: yes > no,
    simple: yes > no,
    absolute: yes > 0 && 2 * yes > Math.max(rules.entitled, yes + no),
    two_thirds: yes > 0 && 3 * yes >= 2 * (yes + no),
    three_quarters: yes > 0 && 4 * yes >= 3 * (yes + no),
  };
  return accepted[rules.majority] ? "accepted" : "rejected";
}

function tick(state, stroke) {
  const item = state.items.find((one) => String(one.id) === String(stroke.item));
  if (item) item.done = stroke.what === "tick" ? item.done ?? stroke.at : null;
}

export function here(person) {
  const last = person.times.at(-1);
  return last && !last[1] ? last : null;
}

function came(person, at) {
  if (!here(person)) person.times.push([at, null]);
}

function left(person, at) {
  const now = here(person);
  if (now) now[1] = at;
}

function absent(person) {
  if (here(person)) person.times.pop();
}

function addPerson(state, stroke) {
  if (state.people.some((one) => String(one.id) === stroke.key)) return;
  const name = stroke.partner || stroke.name;
  const below = stroke.partner ? stroke.name : "";
  state.people.push({ id: stroke.key, name, below, label: below ? `${below} (${name})` : name, guest: true, vote: false, given: null, times: [[stroke.at, null]] });
}

// Votes in the room: of those who are there, and those given to somebody who is.
export function votes(state) {
  const there = new Set(state.people.filter((one) => one.vote && here(one)).map((one) => one.id));
  const given = state.rules.proxies ? state.people.filter((one) => one.vote && !there.has(one.id) && there.has(one.given)).length : 0;
  return there.size + given;
}
