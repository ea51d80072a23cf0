// Finds pages with the index that Pagefind made beside them. This script is on the search page alone, and the index
// is loaded when somebody searches. It keeps nothing, and writes text, never markup.
"use strict";
(() => {
  const MOST = 30;
  const SECTIONS = 3;
  const SIGNS = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'", "&amp;": "&" };
  const bundle = new URL("../pagefind/pagefind.js", document.currentScript.src);
  const field = document.getElementById("query");
  const found = document.getElementById("found");
  const hits = document.getElementById("hits");
  let turn = 0;
  let engine;

  const tell = (name, count) => {
    found.textContent = found.dataset[name] + (count === undefined ? "" : " " + count);
  };

  const element = (name, ...children) => {
    const made = document.createElement(name);
    made.append(...children);
    return made;
  };

  // "a &lt;b <mark>word</mark>" becomes text and marks.
  const excerpt = (text) =>
    element("p", ...text.split(/<\/?mark>/).map((part, at) => {
      const plain = part.replace(/&(?:lt|gt|quot|#39|#x27|amp);/g, (sign) => SIGNS[sign]);
      return at % 2 ? element("mark", plain) : plain;
    }));

  const link = (url, title) => {
    const made = element("a", title);
    made.href = url;
    return made;
  };

  const hit = (page) => {
    const made = element("li", link(page.url, page.meta.title));
    const sections = page.sub_results.filter((section) => section.url.includes("#") && section.title !== page.meta.title);
    made.append(excerpt(page.excerpt));
    if (sections.length) {
      const list = element("ul", ...sections.slice(0, SECTIONS).map((section) => element("li", link(section.url, section.title))));
      made.append(list);
    }
    return made;
  };

  const search = async () => {
    const mine = ++turn;
    const words = field.value.trim();
    const address = new URL(location.href);
    address.searchParams.set("q", words);
    history.replaceState(null, "", address);
    if (!words) {
      hits.replaceChildren();
      tell("ask");
      return;
    }
    tell("wait");
    try {
      engine ??= import(bundle).then(async (loaded) => {
        await loaded.options({ baseUrl: new URL("..", bundle).pathname });
        return loaded;
      });
      const results = (await (await engine).search(words)).results;
      const pages = await Promise.all(results.slice(0, MOST).map((result) => result.data()));
      if (mine !== turn) return;
      hits.replaceChildren(...pages.map(hit));
      if (results.length) tell("some", results.length);
      else tell("none");
    } catch (error) {
      if (mine === turn) tell("missing");
    }
  };

  if (location.protocol === "file:") {
    tell("file");
    return;
  }
  let soon;
  field.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(search, 200);
  });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(soon);
    search();
  });
  field.value = new URL(location.href).searchParams.get("q") || "";
  if (!field.value) field.focus();
  search();
})();
