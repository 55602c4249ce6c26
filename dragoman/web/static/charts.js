// Pictures drawn with Observable Plot out of the objects that the page holds; every mark leads to what is behind it.
(() => {
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const QUADS = ["material_cooperation", "verbal_cooperation", "verbal_conflict", "material_conflict"];
  const day = (text) => new Date(text + "T00:00:00Z");
  const STATES = {
    occurred: "circle", held: "circle", ongoing: "diamond", under_way: "diamond", planned: "plus", expected: "cross", possible: "asterisk",
    negated: "times", alleged: "triangle",
  };

  // letters grow with the screen (app.css), and what has room for them
  const em = () => Math.max(11, 0.76 * parseFloat(getComputedStyle(document.documentElement).fontSize)) / 11;
  const base = (figure, more) => ({
    width: Math.max(300, figure.clientWidth), height: Number(figure.dataset.height) * em(), style: undefined,
    marginLeft: 36 * em(), marginRight: 64 * em(), marginTop: 14, marginBottom: 36 * em(), ...more,
  });
  const cut = (text, room) => (text.length > room ? text.slice(0, room - 1) + "…" : text);

  const DRAW = {
    bars(data, figure) {
      const rows = data.rows.map((r) => ({ ...r, at: day(r.period), y: r.quad.endsWith("conflict") ? -r.events : r.events }));
      const read = data.read.map((r) => ({ ...r, at: day(r.period) }));
      const sums = d3.rollups(rows, (v) => d3.sum(v, (r) => Math.abs(r.y)), (r) => r.period + (r.y > 0)).map((s) => s[1]);
      const top = d3.max(sums) || 1, most = d3.max(read, (r) => r.reports) || 1;
      const step = { day: "day", week: "week", month: "month", year: "year" }[data.by] ?? "month";
      return Plot.plot(base(figure, {
        x: { type: "utc", label: null }, y: { label: null, domain: [rows.some((r) => r.y < 0) ? -top : 0, top] },
        color: { domain: QUADS, range: QUADS.map((q) => color("--q-" + q)) },
        marks: [
          Plot.gridY({ ticks: 4 }), Plot.axisY({ anchor: "left", label: null, ticks: 4, tickFormat: (v) => (Number.isInteger(v) ? Math.abs(v) : ""), tickSize: 0 }),
          Plot.ruleY([0], { stroke: color("--soft") }),
          Plot.rectY(rows, { x: "at", y: "y", fill: "quad", interval: step === "week" ? d3.utcMonday : step, href: "href",
            title: (r) => `${r.label}: ${r.events} ${r.quad.replace("_", " ")}, of ${r.reports} reports`, inset: 0.5, ariaLabel: (r) => r.label }),
          Plot.lineY(read, { x: "at", y: (r) => (r.reports / most) * top, stroke: color("--read"), strokeWidth: 1.5, curve: "step",
            title: (r) => `${r.label}: ${r.reports} reports read` }),
          Plot.axisY({ anchor: "right", label: null, color: color("--read"), ticks: [0, top], tickFormat: (v) => (v ? `${most} read` : ""), tickSize: 0 }),
        ],
      }));
    },
    strip(data, figure) {
      // a label takes so many days: what would overlap goes a line down
      const room = figure.clientWidth > 1500 ? 54 : 34, label = 6.1 * em() * room, left = 70 * em();
      const perDay = Math.max(8, (figure.clientWidth - left - label) / 13), wide = Math.ceil((label + 22) / perDay), ends = { meeting: [], due: [] };
      const points = [...data.points].sort((a, b) => a.day.localeCompare(b.day)).map((p) => {
        const at = day(p.day), free = ends[p.kind];
        let lane = free.findIndex((end) => end <= at);
        if (lane < 0) lane = free.length;
        free[lane] = d3.utcDay.offset(at, wide);
        return { ...p, at, lane };
      });
      const deep = { meeting: 1 + Math.max(0, ...points.filter((p) => p.kind === "meeting").map((p) => p.lane)) };
      deep.due = 1 + Math.max(0, ...points.filter((p) => p.kind === "due").map((p) => p.lane));
      const row = (p) => (p.kind === "meeting" ? p.lane : deep.meeting + p.lane);
      const rows = d3.range(deep.meeting + deep.due);
      return Plot.plot(base(figure, {
        height: 50 + 30 * em() * rows.length, marginLeft: left, marginRight: label,
        x: { type: "utc", domain: [day(data.start), day(data.end)], label: null, grid: true, ticks: figure.clientWidth < 640 ? "week" : "day" },
        y: { type: "point", domain: rows, label: null, tickSize: 0, tickFormat: (n) => (n === 0 ? "meeting" : n === deep.meeting ? "due" : "") },
        marks: [
          Plot.dot(points, { x: "at", y: row, r: 7, symbol: (p) => (p.kind === "due" ? "diamond" : "circle"), fill: (p) => color(p.kind === "due" ? "--due" : "--accent"), href: "href", title: "says", ariaLabel: "says" }),
          Plot.text(points, { x: "at", y: row, text: (p) => cut(p.says, room), dx: 11, textAnchor: "start", href: "href" }),
        ],
      }));
    },
    tellings(data, figure) {
      const points = data.points.map((p) => ({ ...p, at: day(p.day.length === 10 ? p.day : p.day.slice(0, 4) + "-01-01") }));
      const states = [...new Set(points.map((p) => p.status))];
      const [first, last] = d3.extent(points, (p) => p.at), days = (last - first) / 864e5;  // whole days, with one on either side
      const domain = [d3.utcDay.offset(first, -Math.max(1, days * 0.05)), d3.utcDay.offset(last, Math.max(1, days * 0.05))];
      return Plot.plot(base(figure, {
        marginLeft: 80 * em(), height: Math.max(90, 36 * states.length + 50) * em(), x: { type: "utc", label: null, grid: true, domain, ...(days < 12 ? { ticks: "day" } : {}) }, y: { type: "point", domain: states, label: null },
        marks: [Plot.dot(points, { x: "at", y: "status", r: 7, symbol: (p) => STATES[p.status] ?? "square", fill: color("--accent"), stroke: color("--accent"), href: "href",
          title: (p) => `${p.day} ${p.source}: ${p.title}`, ariaLabel: (p) => `${p.source}, ${p.status}` })],
      }));
    },
    gantt(data, figure) {
      const rows = data.rows.map((r) => ({ ...r, a: day(r.start), b: day(r.first), c: day(r.due) }));
      const narrow = figure.clientWidth < 640;
      return Plot.plot(base(figure, {
        marginLeft: (narrow ? 108 : 340) * em(), marginRight: 16, marginTop: 38 * em(), x: { type: "utc", label: null, grid: true, axis: "both" },
        y: { domain: rows.map((r) => r.id), label: null, tickSize: 0, tickFormat: (id) => cut(rows.find((r) => r.id === id).says, narrow ? 14 : 52) },
        marks: [
          Plot.ruleX([day(data.day)], { stroke: color("--due"), strokeDasharray: "3 3" }),
          Plot.ruleY(rows, { y: "id", x1: "a", x2: "b", stroke: color("--accent"), strokeWidth: 6, href: "href", title: "says" }),
          Plot.ruleY(rows.filter((r) => r.slipped), { y: "id", x1: "b", x2: "c", stroke: color("--q-verbal_conflict"), strokeWidth: 6, href: "href", title: (r) => `slipped from ${r.first} to ${r.due}` }),
          Plot.dot(rows, { y: "id", x: "c", r: 5, symbol: (r) => (r.state === "fulfilled" ? "circle" : r.state === "cancelled" || r.state === "lapsed" ? "times" : "diamond"), fill: color("--text"), stroke: color("--text"), href: "href", title: (r) => `${r.state.replace("_", " ")}, due ${r.due}`, ariaLabel: "says" }),
        ],
      }));
    },
    heat(data, figure) {
      const cells = data.cells.map((c) => ({ ...c, at: day(c.day) }));
      const most = d3.max(cells, (c) => c.read + c.failed) || 1;
      return Plot.plot(base(figure, {
        marginLeft: (figure.clientWidth < 640 ? 126 : 200) * em(), x: { type: "utc", domain: [day(data.start), d3.utcDay.offset(day(data.end), 1)], label: null },
        y: { domain: data.sources, label: null, tickSize: 0, tickFormat: (name) => cut(name, figure.clientWidth < 640 ? 16 : 30) },
        marks: [Plot.barX(cells, { x1: "at", x2: (c) => d3.utcDay.offset(c.at, 1), y: "source", fill: (c) => (c.failed > c.read ? color("--q-material_conflict") : color("--accent")), fillOpacity: (c) => 0.25 + (0.75 * (c.read + c.failed)) / most, inset: 1, href: "href",
          title: (c) => `${c.source}, ${c.day}: ${c.read} read, ${c.failed} failed`, ariaLabel: (c) => `${c.source} ${c.day}` })],
      }));
    },
  };

  const draw = (root) => {
    for (const figure of root.querySelectorAll("figure[data-chart]")) {
      const make = DRAW[figure.dataset.chart];
      if (!make) continue;
      const data = JSON.parse(figure.querySelector("script").textContent);
      figure.querySelector("svg")?.remove();
      const svg = make(data, figure);
      svg.querySelectorAll("g[aria-label]").forEach((one) => one.removeAttribute("aria-label"));
      svg.setAttribute("role", "group");
      svg.setAttribute("aria-label", figure.getAttribute("aria-label"));
      figure.append(svg);
    }
  };
  let width = innerWidth;
  addEventListener("resize", () => {
    if (Math.abs(innerWidth - width) > 40) { width = innerWidth; draw(document); }
  });
  document.addEventListener("redraw", () => draw(document));
  document.addEventListener("htmx:afterSettle", () => draw(document));
  draw(document);
})();
