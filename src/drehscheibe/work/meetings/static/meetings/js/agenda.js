// Moving items of the agenda: by their grip with mouse, pen or finger, by their buttons without loading the page anew.
// The server answers with the agenda as it stands then; what changed is read out.

const section = document.querySelector("[data-agenda-section]");

function agenda() {
  return section.querySelector("[data-agenda]");
}

function ready() {
  agenda().querySelector(".agenda")?.classList.add("agenda--moves");
}

function say(text) {
  section.querySelector("[data-agenda-status]").textContent = text;
}

async function send(url, data) {
  data.set("teil", "1");
  data.set("csrfmiddlewaretoken", section.querySelector("[name=csrfmiddlewaretoken]").value);
  const response = await fetch(url, { method: "POST", body: data, credentials: "same-origin" });
  const text = await response.text();
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-agenda]");
  if (!response.ok || response.redirected || !fresh) return location.reload();
  agenda().replaceWith(fresh);
  ready();
  say(fresh.dataset.announcement ?? "");
}

function focusOn(id, name) {
  const item = document.getElementById(id);
  const button = item?.querySelector(`[name=${name}]`) ?? item?.querySelector("[data-move-form] button");
  button?.focus();
}

section.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-move-form]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  const { id } = form.closest("[data-item]");
  const { name } = event.submitter;
  const data = new FormData();
  data.set(name, "1");
  try {
    await send(form.action, data);
    focusOn(id, name);
  } catch {
    say(section.dataset.trouble);
  }
});

// Dragging: the item wanders through the list as the pointer passes the middle of its neighbours.
let moving = null;

function places(list) {
  return [...list.querySelectorAll("[data-item]")];
}

function passed(list, item, y) {
  for (const other of places(list)) {
    if (other === item) continue;
    const { top, height } = other.getBoundingClientRect();
    if (y < top + height / 2) return other;
  }
  return null;
}

section.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (!grip || event.button !== 0) return;
  event.preventDefault();
  const item = grip.closest("[data-item]");
  const list = item.parentElement;
  moving = { item, list, from: places(list).indexOf(item), before: places(list) };
  section.setPointerCapture(event.pointerId); // the grip would lose it as soon as its item moves in the list
  item.classList.add("agenda__item--moving");
});

section.addEventListener("pointermove", (event) => {
  if (!moving) return;
  const { item, list } = moving;
  const next = passed(list, item, event.clientY);
  if (next !== item.nextElementSibling) list.insertBefore(item, next);
});

async function drop(keep) {
  const { item, list, from, before } = moving;
  moving = null;
  item.classList.remove("agenda__item--moving");
  const to = places(list).indexOf(item);
  if (!keep) return list.append(...before);
  if (to === from) return;
  const data = new FormData();
  data.set("platz", String(to));
  try {
    await send(item.dataset.move, data);
    document.getElementById(item.id)?.querySelector("a")?.focus({ preventScroll: true });
  } catch {
    list.append(...before);
    say(section.dataset.trouble);
  }
}

section.addEventListener("pointerup", () => moving && drop(true));
section.addEventListener("pointercancel", () => moving && drop(false));
document.addEventListener("keydown", (event) => event.key === "Escape" && moving && drop(false));

ready();
