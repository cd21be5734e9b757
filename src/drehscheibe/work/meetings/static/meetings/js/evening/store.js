// What a device keeps: strokes until the server has answered, the last state that was heard of, and half-written text.
// Each stroke has a key of its own in the storage, so that two tabs never overwrite each other's.
// Names that begin with "draft:" are forgotten at logout (ui/js/autosave.js); strokes stay until they are sent.
const memory = new Map();
let failing = false;

export function storeFor(name) {
  const strokes = `abend:${name}:stroke:`;
  const refused = `abend:${name}:refused:`;
  const state = `draft:abend:${name}:state`;
  const box = (item) => `draft:abend:${name}:box:${item}`;
  return {
    add(stroke) {
      const last = list(strokes).at(-1);
      write(`${strokes}${String((last?.order ?? 0) + 1).padStart(9, "0")}:${stroke.key}`, { ...stroke, order: (last?.order ?? 0) + 1 });
    },
    change(stroke) {
      const name = namesOf(strokes).find((one) => one.endsWith(stroke.key));
      if (name) write(name, stroke);
    },
    waiting: () => list(strokes),
    done(key) { namesOf(strokes).filter((one) => one.endsWith(key)).forEach(remove); },
    refuse(stroke, why) { write(refused + stroke.key, { ...stroke, why }); },
    refused: () => list(refused),
    drop: (key) => remove(refused + key),
    keepState: (found) => write(state, found),
    state: () => read(state),
    keepText: (item, text) => (text ? write(box(item), text) : remove(box(item))),
    text: (item) => read(box(item)) ?? "",
    get fails() { return failing; },
  };
}

function namesOf(prefix) {
  const names = [...memory.keys()].filter((name) => name.startsWith(prefix));
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(prefix) && !memory.has(name)) names.push(name);
  } catch { /* forbidden: what is in memory is all there is */ }
  return names.sort();
}

function list(prefix) {
  return namesOf(prefix).map(read).filter(Boolean);
}

function read(name) {
  if (memory.has(name)) return memory.get(name);
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
    memory.delete(name);
    failing = false;
  } catch {
    memory.set(name, value);
    failing = true;
  }
}

function remove(name) {
  memory.delete(name);
  try { localStorage.removeItem(name); } catch { /* nothing to remove */ }
}
