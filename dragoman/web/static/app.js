// What every page has: keys, copying, light and dark, marks that belong to records, filters that are kept on this machine.
(() => {
  const byId = (id) => document.getElementById(id);
  const typing = () => /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");

  byId("theme")?.addEventListener("click", () => {
    const dark = document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = dark ? "light" : "dark";
    localStorage.setItem("theme", document.documentElement.dataset.theme);
    document.dispatchEvent(new Event("redraw"));
  });

  byId("menu")?.addEventListener("click", (event) => {
    const open = document.documentElement.toggleAttribute("data-menu");
    event.target.setAttribute("aria-expanded", String(open));
    if (open) document.querySelector("#pages a")?.focus();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && !typing()) {
      event.preventDefault();
      byId("find")?.focus();
    }
    const rows = [...document.querySelectorAll(".row")];
    const at = rows.indexOf(document.activeElement);
    if ((event.key === "j" || event.key === "k") && !typing() && rows.length) {
      rows[Math.max(0, Math.min(rows.length - 1, at + (event.key === "j" ? 1 : -1)))].focus();
    }
    if (event.key === "Enter" && at >= 0) location.href = rows[at].dataset.href;
  });

  document.addEventListener("click", (event) => {
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      navigator.clipboard?.writeText(byId(copy.dataset.copy).textContent);
      copy.textContent = "Copied";
    }
    const row = event.target.closest(".row");
    if (row && !event.target.closest("a, button") && !String(getSelection())) location.href = row.dataset.href;
    const mark = event.target.closest("mark[data-records]");
    if (mark) open(mark.dataset.records.split(" "), true);
    if (event.target.closest("[data-save]")) save();
    const drop = event.target.closest("[data-drop]");
    if (drop) {
      localStorage.setItem("filters", JSON.stringify(saved().filter((one) => one !== drop.dataset.drop)));
      list();
      (document.querySelector("#saved a") ?? byId("main")).focus();
    }
  });

  // Marks and records show each other.
  const open = (ids, move) => {
    const wanted = new Set(ids);
    document.querySelectorAll("details.record").forEach((one) => {
      const own = wanted.has(one.dataset.record);
      one.classList.toggle("lit", own);
      if (own && move) one.open = true;
    });
    document.querySelectorAll("mark[data-records]").forEach((one) => {
      one.classList.toggle("lit", one.dataset.records.split(" ").some((id) => wanted.has(id)));
    });
    if (move) document.querySelector("details.record.lit")?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  };
  document.addEventListener("mouseover", (event) => {
    const mark = event.target.closest("mark[data-records], details.record");
    if (mark) open((mark.dataset.records ?? mark.dataset.record).split(" "), false);
  });
  document.addEventListener("focusin", (event) => {
    const record = event.target.closest("details.record");
    if (record) open([record.dataset.record], false);
  });
  const asked = location.hash.startsWith("#r-") ? byId(decodeURIComponent(location.hash.slice(1))) : null;
  if (asked) {
    asked.open = true;
    open([asked.dataset.record], false);
    // beside the text the records scroll by themselves: the report stays at its beginning, as long as its words are in sight there
    addEventListener("load", () => setTimeout(() => {
      if (!matchMedia("(min-width: 861px)").matches) return;
      const records = asked.closest(".records");
      scrollTo(0, 0);
      records.scrollTop = asked.offsetTop - records.offsetTop - 40;
      document.querySelector("mark.lit")?.scrollIntoView({ block: "nearest" });
    }, 60));
  }

  // Saved filters are kept in this browser only.
  const saved = () => JSON.parse(localStorage.getItem("filters") ?? "[]");
  const save = () => {
    const asked = new URLSearchParams(location.search);
    asked.delete("after");
    const name = asked.toString() || "all";
    localStorage.setItem("filters", JSON.stringify([...saved().filter((one) => one !== name), name].slice(-8)));
    list();
  };
  const list = () => {
    const place = byId("saved");
    if (!place) return;
    place.replaceChildren("Saved: ");
    for (const one of saved()) {
      const link = document.createElement("a");
      link.href = "/events" + (one === "all" ? "" : "?" + one);
      link.textContent = [...new URLSearchParams(one === "all" ? "" : one)].filter(([, v]) => v).map(([k, v]) => `${k} ${v}`).join(", ") || "all events";
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "quiet";
      drop.dataset.drop = one;
      drop.setAttribute("aria-label", `Forget ${link.textContent}`);
      drop.textContent = "×";
      const pair = document.createElement("span");
      pair.append(link, drop);
      place.append(pair, " ");
    }
    place.hidden = !saved().length;
  };
  list();

  // Empty fields of a form are left out of the address.
  document.addEventListener("htmx:configRequest", (event) => {
    const given = event.detail.parameters;
    for (const [name, value] of Object.entries({ ...given })) if (value === "") delete given[name];
  });
  document.addEventListener("submit", (event) => {
    if (event.target.method === "get") for (const one of event.target.elements) if (one.name && !one.value) one.disabled = true;
  });
})();
