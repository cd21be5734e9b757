// After a refused form the list of faults takes the focus, so that nobody has to look for it.
export function focusFaults(root) {
  const faults = root.querySelector("[data-focus]");
  faults?.removeAttribute("data-focus");
  faults?.focus();
}
