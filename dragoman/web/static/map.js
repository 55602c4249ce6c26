// The world: points for places, shaded lands for what is told of a state only. Shapes tell what happened (full) from what is ahead
// (hollow) and what is denied or alleged (crossed). Zoom with the wheel or the buttons.
(() => {
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  let shapes = null;

  // Lands of which nothing happened: hatched where something is ahead, cross-hatched where it is only denied or alleged.
  const hatched = (svg, color) => {
    const defs = svg.append("defs");
    for (const [id, lines] of [["ahead", "M0 6 6 0"], ["unheld", "M0 6 6 0M0 0 6 6"]]) {
      const pattern = defs.append("pattern").attr("id", id).attr("width", 6).attr("height", 6).attr("patternUnits", "userSpaceOnUse");
      pattern.append("rect").attr("width", 6).attr("height", 6).attr("fill", color("--land"));
      pattern.append("path").attr("d", lines).attr("stroke", color("--text")).attr("stroke-width", 0.9);
    }
  };

  const draw = async (figure) => {
    const data = JSON.parse(figure.querySelector("script").textContent);
    shapes ??= await (await fetch("/static/vendor/countries.json")).json();
    const codes = await (await fetch("/static/numbers.json")).json();
    const lands = topojson.feature(shapes, shapes.objects.countries).features.filter((f) => f.properties.name !== "Antarctica");
    figure.querySelectorAll("svg, .zoom").forEach((one) => one.remove());
    const width = Math.max(300, figure.clientWidth), height = Math.round(Math.min(Math.max(Number(figure.dataset.height), 0.68 * innerHeight), width * 0.52));
    const projection = d3.geoNaturalEarth1().fitSize([width, height], { type: "FeatureCollection", features: lands });
    const path = d3.geoPath(projection);
    const svg = d3.select(figure).append("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("role", "group").attr("aria-label", figure.getAttribute("aria-label"));
    const all = svg.append("g");
    const told = new Map(data.lands.map((l) => [l.country, l]));
    const most = d3.max(data.lands, (l) => l.happened) || 1;
    const kind = (x) => (x.happened ? "happened" : x.ahead ? "ahead" : "unheld");
    const says = (x) => `${x.events} events: ${x.happened} happened, ${x.ahead} planned, expected or possible, ${x.unheld} denied or alleged; ${x.conflict} of conflict`;
    hatched(svg, color);
    const big = d3.max(data.points, (p) => p.events) || 1;
    const share = (x) => d3.interpolateRgb(color("--q-material_cooperation"), color("--q-material_conflict"))(x.conflict / x.events);
    const of = (f) => told.get(codes[f.id] ?? (f.properties.name === "Kosovo" ? "XKX" : ""));
    all.selectAll("path").data(lands).join("path").attr("d", path).attr("class", "land")
      .attr("fill", (f) => (!of(f) ? color("--land") : of(f).happened ? share(of(f)) : `url(#${of(f).ahead ? "ahead" : "unheld"})`))
      .attr("fill-opacity", (f) => (of(f)?.happened ? 0.25 + 0.5 * Math.sqrt(of(f).happened / most) : 1))
      .attr("data-told", (f) => (of(f) ? kind(of(f)) : null))
      .attr("stroke", (f) => color(of(f) ? "--soft" : "--line")).attr("stroke-width", 0.4)
      .each(function (f) {
        const land = of(f);
        if (!land) return;
        d3.select(this).attr("class", "land told").on("click", () => (location.href = land.href))
          .append("title").text(`${f.properties.name}, the state as a whole: ${says(land)}`);
      });
    const dots = all.selectAll("a").data(data.points.filter((p) => projection([p.lon, p.lat]))).join("a").attr("href", (p) => p.href)
      .attr("data-told", kind).attr("aria-label", (p) => `${p.name}: ${says(p)}`)
      .attr("transform", (p) => `translate(${projection([p.lon, p.lat])})`);
    dots.append("title").text((p) => `${p.name} (${p.precision}): ${says(p)}`);
    dots.append("circle").attr("class", "near").attr("fill", "transparent");
    dots.filter((p) => p.happened).append("circle").attr("class", "full").attr("fill", share).attr("stroke", color("--paper"));
    dots.filter((p) => p.ahead).append("circle").attr("class", "hollow").attr("fill", "none").attr("stroke", share);
    dots.filter((p) => p.unheld).append("path").attr("class", "crossed").attr("fill", "none").attr("stroke", share);
    dots.filter((p) => p.precision === "region").append("circle").attr("class", "about").attr("fill", "none").attr("stroke", share).attr("stroke-dasharray", "2 3");
    const radius = (n, k) => (n ? (3 + 9 * Math.sqrt(n / big)) / Math.sqrt(k) : 0);
    const sized = (k) => {
      const thin = 1 / Math.sqrt(k), ring = (p) => Math.max(radius(p.ahead, k), p.happened ? radius(p.happened, k) + 2.5 * thin : 0);
      dots.select(".near").attr("r", (p) => Math.max(ring(p), radius(p.happened, k), 6 * thin));
      dots.select(".full").attr("r", (p) => radius(p.happened, k)).attr("stroke-width", thin);
      dots.select(".about").attr("r", (p) => Math.max(ring(p), radius(p.happened, k), 4 * thin) + 6 * thin).attr("stroke-width", 1.2 * thin);
      dots.select(".hollow").attr("r", ring).attr("stroke-width", 1.8 * thin);
      dots.select(".crossed").attr("stroke-width", 1.8 * thin).attr("d", (p) => {
        const r = 3.5 * thin, at = p.happened || p.ahead ? 0.71 * Math.max(ring(p), radius(p.happened, k)) + r : 0;
        return `M${at - r},${-at - r}L${at + r},${-at + r}M${at + r},${-at - r}L${at - r},${-at + r}`;
      });
      all.selectAll(".land").attr("stroke-width", 0.4 / k);
    };
    sized(1);
    const zoom = d3.zoom().scaleExtent([1, 24]).translateExtent([[0, 0], [width, height]]).on("zoom", (event) => {
      all.attr("transform", event.transform);
      figure.dataset.zoom = event.transform.k.toFixed(2);
      sized(event.transform.k);
    });
    svg.call(zoom);
    const bar = d3.select(figure).append("div").attr("class", "zoom");
    for (const [sign, by, name] of [["+", 2, "Closer"], ["−", 0.5, "Farther"]]) {
      bar.append("button").attr("type", "button").attr("aria-label", name).text(sign).on("click", () => zoom.scaleBy(svg, by));
    }
    figure.dataset.drawn = "yes";
  };
  const every = () => document.querySelectorAll('figure[data-chart="world"]').forEach(draw);
  document.addEventListener("redraw", every);
  document.addEventListener("htmx:afterSettle", every);
  every();
})();
