// Opens a chart that can be asked: in the place of its drawing, to which the same button leads back, or on the page that the
// link leads to where it runs there. Nothing of it is loaded before somebody asks; until it is drawn, the drawing stays.
"use strict";
(() => {
  const home = document.currentScript.src;

  const load = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(name, home);
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });

  let loaded;
  const everything = () => {
    loaded ??= load("vega.js").then(() => load("designs.js")).then(() => load("chart.js"));
    return loaded;
  };

  const open = (host, id) => {
    host.textContent = "…";
    return everything()
      .then(() => load(`data-${id}.js`))
      .then(() => window.assess.ask(host, id));
  };

  const button = (link) => {
    const [figure, words] = [link.closest("figure"), { ask: link.textContent, back: link.dataset.back }];
    let host;
    let drawn = false;
    const tell = () => {
      figure.classList.toggle("is-asked", drawn && !host.hidden);
      link.textContent = host.hidden ? words.ask : words.back;
      link.setAttribute("aria-expanded", String(!host.hidden));
    };
    const toggle = (event) => {
      event.preventDefault();
      if (host) {
        host.hidden = !host.hidden;
      } else {
        host = document.createElement("div");
        host.className = "asked";
        host.id = `ask-${link.dataset.chart}`;
        link.parentElement.after(host);
        link.setAttribute("aria-controls", host.id);
        open(host, link.dataset.chart)
          .then(() => {
            drawn = true;
            tell();
          })
          .catch(() => {
            location.href = link.href;
          });
      }
      tell();
    };
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", toggle);
    link.addEventListener("keydown", (event) => {
      if (event.key === " ") {
        toggle(event);
      }
    });
  };

  // The chart's own page: the address names it, and the page that shows it (#position:standing).
  const page = (main) => {
    const [id, from] = location.hash.slice(1).split(":");
    const host = main.querySelector(".asked");
    const fail = () => {
      host.textContent = main.dataset.broken;
    };
    if (![id, from].every((name) => /^[\w-]+$/.test(name ?? ""))) {
      fail();
      return;
    }
    main.querySelector("a").href = `../${from}.html#chart-${id}`;
    open(host, id)
      .then(() => {
        document.title = window.assess.charts[id].title;
        main.querySelector("h1").textContent = document.title;
      })
      .catch(fail);
  };

  document.querySelectorAll("a.live").forEach(button);
  document.querySelectorAll("main.chart-page").forEach(page);
})();
