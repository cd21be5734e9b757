// Runs before the first paint, so that a chosen theme does not flash. A plain script on purpose: modules wait.
try {
  const theme = localStorage.getItem("theme");
  if (theme) document.documentElement.dataset.kernTheme = theme;
} catch { /* storage may be forbidden; then the device decides */ }
