// After a refused form the list of faults takes the focus, so that nobody has to look for it.
export function focusFaults(root) {
  root.querySelector("[data-focus]")?.focus();
}
