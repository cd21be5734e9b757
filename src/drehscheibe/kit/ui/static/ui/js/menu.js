// Menus are <details>: Escape and a click elsewhere close them.
export function menus(root) {
  const close = (except) => {
    for (const menu of root.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
  };
  root.addEventListener("click", (event) => close(event.target.closest("details.menu")));
  root.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
