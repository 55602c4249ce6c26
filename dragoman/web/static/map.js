// The world: points for places, shaded lands for what is told of a state only. Zoom with the wheel, the buttons or + and -.
(() => {
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  let shapes = null;

  const draw = async (figure) => {
    const data = JSON.parse(figure.querySelector("script").textContent);
    shapes ??= await (await fetch("/static/vendor/countries.json")).json();
    const codes = await (await fetch("/static/numbers.json")).json();
    const lands = topojson.feature(shapes, shapes.objects.countries).features.filter((f) => f.properties.name !== "Antarctica");
    figure.querySelectorAll("svg, .zoom").forEach((one) => one.remove());
    const width = Math.max(300, figure.clientWidth), height = Math.round(Math.min(Number(figure.dataset.height), width * 0.52));
    const projection = d3.geoNaturalEarth1().fitSize([width, height], { type: "FeatureCollection", features: lands });
    const path = d3.geoPath(projection);
    const svg = d3.select(figure).append("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("role", "group").attr("aria-label", figure.getAttribute("aria-label"));
    const all = svg.append("g");
    const told = new Map(data.lands.map((l) => [l.country, l]));
    const most = d3.max(data.lands, (l) => l.events) || 1;
    const big = d3.max(data.points, (p) => p.events) || 1;
    const share = (x) => d3.interpolateRgb(color("--q-material_cooperation"), color("--q-material_conflict"))(x.conflict / x.events);
    const of = (f) => told.get(codes[f.id] ?? (f.properties.name === "Kosovo" ? "XKX" : ""));
    all.selectAll("path").data(lands).join("path").attr("d", path).attr("class", "land")
      .attr("fill", (f) => (of(f) ? share(of(f)) : color("--land"))).attr("fill-opacity", (f) => (of(f) ? 0.25 + 0.5 * Math.sqrt(of(f).events / most) : 1))
      .attr("stroke", color("--line")).attr("stroke-width", 0.4)
      .each(function (f) {
        const land = of(f);
        if (!land) return;
        d3.select(this).attr("class", "land told").on("click", () => (location.href = land.href))
          .append("title").text(`${f.properties.name}, the state as a whole: ${land.events} events, ${land.conflict} of conflict`);
      });
    const dots = all.selectAll("a").data(data.points.filter((p) => projection([p.lon, p.lat]))).join("a").attr("href", (p) => p.href)
      .attr("aria-label", (p) => `${p.name}: ${p.events} events`);
    dots.append("circle").attr("cx", (p) => projection([p.lon, p.lat])[0]).attr("cy", (p) => projection([p.lon, p.lat])[1])
      .attr("fill", share).attr("stroke", color("--paper")).append("title").text((p) => `${p.name} (${p.precision}): ${p.events} events, ${p.conflict} of conflict`);
    const sized = (k) => {
      dots.select("circle").attr("r", (p) => (3 + 9 * Math.sqrt(p.events / big)) / Math.sqrt(k)).attr("stroke-width", 1 / k);
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
