// Comfort for the set-up: show the password, renew the preview while typing, suggest places. All of it works without.

function reveal(box) {
  const row = document.createElement("p");
  const toggle = document.createElement("input");
  const label = document.createElement("label");
  row.className = "kern-form-check";
  toggle.type = "checkbox";
  toggle.id = `${box.id}_reveal`;
  toggle.className = "kern-form-check__checkbox";
  label.className = "kern-label";
  label.htmlFor = toggle.id;
  label.textContent = box.dataset.reveal;
  toggle.addEventListener("change", () => {
    box.type = toggle.checked ? "text" : "password";
  });
  row.append(toggle, label);
  box.after(row);
}

function preview(form) {
  form.querySelectorAll("[data-without-script]").forEach((part) => part.remove());
  form.addEventListener("input", ({ target }) => {
    const shown = target.dataset.preview && document.querySelector(`[data-shows="${target.dataset.preview}"]`);
    if (shown) shown.textContent = target.value;
  });
}

function suggestions(holder) {
  const box = holder.querySelector("input[type=search]");
  const form = box.form;
  let waiting;
  let asked = box.value;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show(form, box.value), 250);
  });
  async function show(form, text) {
    if (text === asked || text.trim().length < 2) return;
    asked = text;
    const answer = await fetch(`${form.action}?${new URLSearchParams({ [box.name]: text })}`, { redirect: "error" });
    if (!answer.ok || text !== box.value) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const id = holder.dataset.liveResults;
    document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
  }
}

document.querySelectorAll("[data-reveal]").forEach(reveal);
document.querySelectorAll("[data-preview-form]").forEach(preview);
document.querySelectorAll("[data-live-results]").forEach(suggestions);
