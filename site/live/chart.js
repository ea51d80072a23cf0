// A chart that can be asked: its drawing by Vega, told row by row where the pointer is, and a list to choose one row from,
// which leaves the others out. Nothing is asked of anybody, nothing kept, nothing evaluated: expressions are read by Vega's own
// interpreter, as a strict policy wants it.
"use strict";
(() => {
  const isWide = matchMedia("(min-width: 768px)");

  const element = (name, kind, ...children) => {
    const made = document.createElement(name);
    made.className = kind;
    made.append(...children);
    return made;
  };

  // Above all marks: where each row is, for the pointer. A design of rows knows it by its scale, a drawing by its pixels.
  const spots = (source) => ({
    type: "rect",
    aria: false,
    from: { data: "spots" },
    encode: {
      update: {
        x: { field: "x" },
        x2: { field: "x2" },
        ...(source.pixels
          ? { y: { field: "y" }, y2: { field: "y2" } }
          : { y: { scale: "y", field: "row" }, height: { scale: "y", band: 1 } }),
        fill: { value: "transparent" },
        tooltip: { field: "said" },
      },
    },
  });

  // The drawing is one image with one name; what its marks say, the choice of a row says too.
  const silent = (mark) => {
    const { aria, description, ...update } = mark.encode.update;
    return { ...mark, aria: false, interactive: false, encode: { update } };
  };

  const specification = (source, shown) => {
    const design = structuredClone(window.assess.designs[source.design]);
    const kept = (rows) => rows.filter((row) => shown === null || row.row === undefined || row.row === shown);
    const data = design.data.map((set) => (set.name in source.data ? { ...set, values: kept(source.data[set.name]) } : set));
    const size = source.pixels ? { width: source.width, height: source.height } : { padding: source.padding };
    return {
      ...design,
      ...size,
      data: [...data, { name: "spots", values: kept(source.spots) }],
      marks: [...design.marks.map(silent), spots(source)],
    };
  };

  // Beside the pointer, within the host.
  const tell = (host, tip, event, text) => {
    tip.hidden = !text;
    if (!text) {
      return;
    }
    tip.textContent = text;
    const [frame, box] = [host.getBoundingClientRect(), tip.getBoundingClientRect()];
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top];
    const above = y - box.height - 12;
    tip.style.left = `${Math.max(0, Math.min(x + 12, frame.width - box.width))}px`;
    tip.style.top = `${above > 0 ? above : y + 16}px`;
  };

  // Fills the host with the chart of this id, whose data are loaded.
  const ask = (host, id) => {
    const chart = window.assess.charts[id];
    const [drawing, tip, said] = [element("div", "drawing"), element("div", "tip"), element("output", "said", chart.words.hint)];
    const choice = element("select", "row", new Option(chart.words.all, ""));
    choice.append(...chart.rows.map((row, at) => new Option(row.name, at)));
    choice.id = `${id}-row`;
    said.htmlFor = choice.id;
    tip.hidden = true;
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", `${chart.title}. ${chart.sentence}`);
    const label = element("label", "", chart.words.show);
    label.htmlFor = choice.id;
    host.replaceChildren(element("p", "choice", label, choice), said, drawing, tip);
    const options = {
      mode: "vega",
      renderer: "svg",
      actions: false,
      ast: true,
      defaultStyle: false,
      tooltip: (handler, event, item, text) => tell(host, tip, event, text),
    };
    const show = () => {
      const shown = choice.value === "" ? null : Number(choice.value);
      said.textContent = shown === null ? chart.words.hint : chart.rows[shown].said.replaceAll("\n", " · ");
      tip.hidden = true;
      return window.vegaEmbed(drawing, specification(isWide.matches ? chart.wide : chart.narrow, shown), options);
    };
    choice.addEventListener("change", show);
    isWide.addEventListener("change", show);
    return show();
  };

  window.assess = Object.assign(window.assess || {}, { ask });
})();
