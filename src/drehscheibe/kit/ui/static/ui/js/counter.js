// How much of the room for text is used; figures only, so that it needs no translation.
export function counters(root) {
  for (const area of root.querySelectorAll("textarea[maxlength]")) count(area);
}

function count(area) {
  if (area.dataset.counted) return;
  area.dataset.counted = "yes";
  const note = document.createElement("p");
  note.className = "field__count";
  area.after(note);
  const update = () => {
    note.textContent = `${area.value.length} / ${area.maxLength}`;
    // Spoken only near the end: a voice after each letter would be a torment.
    if (area.value.length > area.maxLength * 0.9) note.setAttribute("aria-live", "polite");
    else note.removeAttribute("aria-live");
  };
  area.addEventListener("input", update);
  update();
}
