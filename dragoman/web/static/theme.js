// Light or dark as it was chosen, before anything is painted; without a choice the system's.
(() => {
  document.documentElement.classList.remove("plain"); // with scripts the menu opens and closes
  const kept = localStorage.getItem("theme");
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
})();
