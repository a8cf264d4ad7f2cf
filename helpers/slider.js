(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const [left, right, top, bottom, width, height] = [58, 12, 30, 44, 640, 360];
  for (const box of document.querySelectorAll('[data-slider="ID"]:not([data-ready])')) {
    box.dataset.ready = "yes";
    const data = DATA;
    const place = (limits, from, to) => (value) => from + ((value - limits[0]) / (limits[1] - limits[0])) * (to - from);
    const x = place(data.x, left, width - right), y = place(data.y, height - bottom, top);
    const draw = (parent, name, attributes, text) => {
      const element = document.createElementNS(SVG, name);
      for (const key in attributes) element.setAttribute(key, attributes[key]);
      if (text !== undefined) element.textContent = text;
      return parent.appendChild(element);
    };
    const svg = document.createElementNS(SVG, "svg");
    for (const [key, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width: width, role: "img" })) svg.setAttribute(key, value);
    svg.style.cssText = "max-width:100%;height:auto;background:white;font:13px sans-serif;display:block";
    draw(svg, "rect", { width: width, height: height, fill: "white" });
    draw(svg, "text", { x: left, y: 18, "font-size": 15 }, data.title);
    for (const tick of data.xticks) {
      draw(svg, "line", { x1: x(tick), x2: x(tick), y1: top, y2: height - bottom, stroke: "#e4e4e4" });
      draw(svg, "text", { x: x(tick), y: height - bottom + 16, "text-anchor": "middle" }, `${tick}`.replace("-", "−"));
    }
    for (const tick of data.yticks) {
      draw(svg, "line", { y1: y(tick), y2: y(tick), x1: left, x2: width - right, stroke: "#e4e4e4" });
      draw(svg, "text", { x: left - 6, y: y(tick) + 4, "text-anchor": "end" }, `${tick}`.replace("-", "−"));
    }
    draw(svg, "text", { x: (left + width - right) / 2, y: height - 8, "text-anchor": "middle" }, data.xlabel);
    draw(svg, "text", { x: 14, y: (top + height - bottom) / 2, "text-anchor": "middle", transform: `rotate(-90 14 ${(top + height - bottom) / 2})` }, data.ylabel);
    // What leaves the axes is cut off by an inner svg, since a clip path needs an id, which a second copy would share.
    const [across, down] = [width - left - right, height - top - bottom];
    const inside = draw(svg, "svg", { x: left, y: top, width: across, height: down, viewBox: `${left} ${top} ${across} ${down}` });
    const plot = (group, lines) => {
      for (const line of lines) {
        const points = line.points.map(([a, b]) => [x(a).toFixed(1), y(b).toFixed(1)]);
        if (line.line) draw(group, "polyline", { points: points.join(" "), fill: "none", stroke: line.colour, "stroke-width": 2, "stroke-dasharray": line.dashed ? "6 4" : "none" });
        if (line.dots) for (const [a, b] of points) draw(group, "circle", { cx: a, cy: b, r: line.line ? 3 : 6, fill: line.colour });
      }
    };
    plot(inside, data.fixed);
    const moving = draw(inside, "g", {});
    const label = document.createElement("label"), input = document.createElement("input"), said = document.createElement("div");
    Object.assign(input, { type: "range", min: 0, max: data.stops.length - 1, step: 1, value: data.start });
    input.dataset.lmSuppressShortcuts = "true"; // else JupyterLab takes the arrow keys for itself
    input.style.cssText = "width:22em;max-width:60%;vertical-align:middle;margin:0 .8em";
    said.setAttribute("aria-live", "polite");
    said.style.cssText = "margin:.3em 0;font:14px sans-serif";
    const value = document.createElement("b");
    label.append(data.slider, input, value);
    const show = () => {
      const stop = data.stops[input.value];
      moving.replaceChildren();
      plot(moving, stop.lines);
      value.textContent = stop.label;
      input.setAttribute("aria-valuetext", `${data.slider} ${stop.label}`);
      said.textContent = stop.caption;
      svg.setAttribute("aria-label", `${data.slider} ${stop.label}: ${stop.caption}`);
    };
    input.addEventListener("input", show);
    box.replaceChildren(svg, label, said);
    show();
  }
})();
