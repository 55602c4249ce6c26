// Who deals with whom, as a graph: drag, zoom, and open an actor or a pair with a click or Enter in the table below.
(() => {
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const mix = (share) => {
    const hex = (name) => color(name).match(/\w\w/g).map((x) => parseInt(x, 16));
    const [a, b] = [hex("--q-material_cooperation"), hex("--q-material_conflict")];
    return `rgb(${a.map((x, i) => Math.round(x + (b[i] - x) * share)).join(",")})`;
  };
  const draw = (figure) => {
    const data = JSON.parse(figure.querySelector("script").textContent);
    figure.querySelector(".graph")?.remove();
    const place = document.createElement("div");
    place.className = "graph __________cytoscape_container";
    place.style.height = `${Math.min(Math.max(Number(figure.dataset.height), 0.68 * innerHeight), Math.max(320, figure.clientWidth * (figure.clientWidth < 640 ? 1.4 : 0.7)))}px`;
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", figure.getAttribute("aria-label"));
    figure.append(place);
    const most = Math.max(...data.edges.map((e) => e.events), 1), big = Math.max(...data.nodes.map((n) => n.events), 1);
    const graph = cytoscape({
      container: place, minZoom: 0.3, maxZoom: 3,
      elements: [...data.nodes.map((n) => ({ data: { ...n, size: 18 + 30 * Math.sqrt(n.events / big) } })),
        ...data.edges.map((e) => ({ data: { ...e, id: e.source + ">" + e.target, width: 1 + 7 * (e.events / most), color: mix(e.conflict / e.events) } }))],
      style: [
        { selector: "node", style: { label: figure.clientWidth < 640 ? "data(id)" : "data(name)", width: "data(size)", height: "data(size)", "background-color": color("--accent"), color: color("--text"), "font-size": 15, "text-background-color": color("--panel"), "text-background-opacity": 0.9, "text-background-padding": 3, "text-background-shape": "roundrectangle", "text-wrap": "wrap", "text-max-width": 120, "text-valign": "bottom", "text-margin-y": 5, "z-index": 10 } },
        { selector: "edge", style: { width: "data(width)", "line-color": "data(color)", "target-arrow-color": "data(color)", "target-arrow-shape": "triangle", "curve-style": "bezier", "arrow-scale": 0.8, opacity: 0.85 } },
      ],
      layout: { name: "cose", animate: false, randomize: false, nodeDimensionsIncludeLabels: true, nodeRepulsion: () => 30000, nodeOverlap: 40, idealEdgeLength: () => 70, componentSpacing: 60, gravity: 1.2, numIter: 1500, padding: 14 },
    });
    // what is drawn small to fit in keeps letters that can be read; on a small screen codes stand for names
    graph.nodes().style("font-size", Math.max(15, 10 / graph.zoom()));
    graph.fit(undefined, 14);
    graph.on("tap", "node, edge", (event) => (location.href = event.target.data("href")));
    figure.dataset.drawn = "yes";
  };
  const every = () => document.querySelectorAll('figure[data-chart="network"]').forEach(draw);
  document.addEventListener("redraw", every);
  document.addEventListener("htmx:afterSettle", every);
  every();
})();
