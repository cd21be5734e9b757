// The choice between light, dark and "as the device says".
export function themeSwitch(root) {
  const set = root.querySelector("[data-theme-switch]");
  if (!set) return;
  show(set, document.documentElement.dataset.kernTheme ?? "");
  set.hidden = false;
  set.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) choose(set, button.value);
  });
}

function choose(set, theme) {
  if (theme) document.documentElement.dataset.kernTheme = theme;
  else delete document.documentElement.dataset.kernTheme;
  show(set, theme);
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch { /* not kept, but shown */ }
}

function show(set, theme) {
  for (const button of set.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === theme));
}
