// Autosave, progress, number keys, and ticks that rule each other out. Everything works without it: the form posts.
"use strict";
(() => {
  const form = document.querySelector("form[data-autosave]");
  const summary = document.querySelector(".summary");
  if (summary) summary.focus();
  if (!form) return;
  const saved = document.querySelector("[data-saved]");
  const named = (name) => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  let timer = 0;
  let retry = 1000;
  let running = null; // the save under way; a tab sends one at a time
  let unsaved = false; // something was changed that no save has taken yet
  const sure = new Set(); // questions whose answer may hide others
  let refused = false; // the server refuses this draft: submitted elsewhere, or gone

  // What is shown ------------------------------------------------------------------------------------------------

  const say = (text, failed = false) => {
    if (saved.textContent !== text) saved.textContent = text;
    saved.classList.toggle("is-failed", failed);
  };

  const note = (question, kind, text) => {
    const node = question.querySelector(`[data-${kind}]`);
    node.textContent = text;
    node.hidden = !text;
  };

  // An answer waits, because it would hide others that are answered; nothing waits where `held` is missing.
  const hold = (question, held) => {
    const box = question.querySelector("[data-hold]");
    if (!box) return;
    const appears = held && box.hidden;
    box.hidden = !held;
    const text = box.querySelector("[data-hold-text]");
    if (text.textContent !== (held ? held.text : "")) text.textContent = held ? held.text : "";
    const items = (held ? held.questions : []).map((asked) => Object.assign(document.createElement("li"), { textContent: asked }));
    box.querySelector("[data-hold-questions]").replaceChildren(...items);
    if (held) box.dataset.filling = JSON.stringify(held.filling);
    // below the edge of a phone nobody would see it; who has gone on to another question is not pulled back
    const here = document.activeElement === document.body || question.contains(document.activeElement);
    if (appears && here) box.scrollIntoView({ block: "nearest" });
  };

  const fill = (id, filling) => {
    for (const field of [...named("q." + id), ...named(`q.${id}.state`)]) {
      if (field.type === "textarea") field.value = filling.chosen[0] || "";
      else if ("entry" in field.dataset) field.value = filling.chosen.find((value) => !value.startsWith("state:")) || "";
      else field.checked = filling.chosen.includes(field.value);
    }
    const states = named(`q.${id}.state`);
    if (states.length && !states.some((field) => field.checked)) states[0].checked = true;
    fillRows(id, filling.rows || {});
    for (const field of named(`q.${id}.reason`)) field.value = filling.reason;
    for (const field of named(`q.${id}.comment`)) {
      field.value = filling.comment;
      if (filling.comment) field.closest("details").open = true;
    }
  };

  // Rows that another window set; where the page has too few of them it is made anew.
  const fillRows = (id, rows) => {
    const prefix = `q.${id}.row.`;
    const places = [...form.querySelectorAll("[data-entry]")].filter((field) => field.name.startsWith(prefix));
    if (!places.length) return;
    for (const field of places) field.value = rows[field.name.slice(prefix.length)] || "";
    if (Object.keys(rows).some((place) => !named(prefix + place).length)) location.reload();
  };

  const show = (answer) => {
    form.elements.base.value = answer.revision;
    for (const [id, was] of Object.entries(answer.was)) named("was." + id)[0].value = was;
    for (const [id, filling] of Object.entries(answer.stale)) fill(id, filling);
    for (const question of form.querySelectorAll("[data-question]")) {
      const typing = question.contains(document.activeElement) && document.activeElement.type === "text";
      note(question, "error", typing ? "" : answer.errors[question.id] || "");
      if (answer.conflicts.includes(question.id)) note(question, "elsewhere", form.dataset.elsewhere);
      hold(question, answer.held[question.id]);
      question.classList.toggle("is-inactive", answer.inactive.includes(question.id));
      question.classList.toggle("is-waiting", answer.waiting.includes(question.id));
    }
    for (const node of document.querySelectorAll("[data-done]")) node.textContent = answer.done;
    for (const node of document.querySelectorAll("[data-total]")) node.textContent = answer.total;
    for (const node of document.querySelectorAll("[data-leaf]")) {
      node.textContent = answer.leaf_done + "/" + answer.leaf_total;
      node.classList.toggle("is-complete", answer.leaf_done === answer.leaf_total);
    }
    const progress = document.querySelector("[data-progress]");
    progress.setAttribute("aria-valuenow", answer.done);
    progress.setAttribute("aria-valuemax", answer.total);
    document.querySelector("[data-bar]").setAttribute("width", answer.total ? (100 * answer.done) / answer.total : 0);
    const open = Object.keys(answer.errors).length + Object.keys(answer.held).length > 0;
    say(answer.conflicts.length ? form.dataset.elsewhere : open ? form.dataset.open : form.dataset.kept, answer.conflicts.length > 0);
  };

  // Saving -------------------------------------------------------------------------------------------------------

  const send = async () => {
    unsaved = false;
    say(form.dataset.saving);
    const body = new URLSearchParams(new FormData(form));
    const confirmed = [...sure];
    for (const id of confirmed) body.append("sure", id);
    let response = null;
    try {
      // a browser carries at most 64 KB on after its page is gone, and refuses to begin with more
      response = await fetch(form.dataset.autosave, { method: "POST", body, keepalive: String(body).length < 60000 });
    } catch {
      // no connection; handled as an answer that never came
    }
    // what is not ours, such as a proxy's page, counts as no answer: it is tried again
    const told = response ? await response.json().catch(() => null) : null;
    if (told && response.ok) {
      retry = 1000;
      for (const id of confirmed) sure.delete(id);
      show(told);
      return;
    }
    unsaved = true;
    if (told && response.status < 500 && ![408, 429].includes(response.status)) {
      refused = true;
      say([told.detail, told.remedy].filter(Boolean).join(" "), true);
      return;
    }
    say(form.dataset.offline, true);
    soon(retry);
    retry = Math.min(retry * 2, 30000);
  };

  const save = async () => {
    clearTimeout(timer);
    if (running || refused) return running;
    running = send();
    try {
      await running;
    } finally {
      running = null;
    }
    if (unsaved && !refused && retry === 1000) await save();
  };

  const soon = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  };

  form.addEventListener("input", (event) => {
    const field = event.target;
    unsaved = true;
    const question = field.closest("[data-question]");
    if (question) note(question, "elsewhere", "");
    if (question) sure.delete(question.id);
    if (field.type === "checkbox" && field.checked) settleTicks(field, question);
    if (field.type === "radio") settleState(field, question);
    if ("entry" in field.dataset && field.value) settleEntry(question);
    if ("needsReason" in field.dataset && !question.querySelector(".reason input").value) {
      say(form.dataset.open);
      return;
    }
    say(form.dataset.saving);
    soon(field.type === "radio" || field.type === "checkbox" ? 0 : 900);
  });

  // "None of these" and the other ticks rule each other out; a tick means that the list is answered as ticked.
  const settleTicks = (field, question) => {
    for (const other of question.querySelectorAll("input[type=checkbox]")) {
      if (other !== field && ("exclusive" in field.dataset || "exclusive" in other.dataset)) other.checked = false;
    }
    const asTicked = question.querySelector('.quiet input[value=""]');
    if (asTicked) asTicked.checked = true;
  };

  // Something entered means that the question is answered as entered.
  const settleEntry = (question) => {
    question.querySelector('.quiet input[value=""]').checked = true;
  };

  const settleState = (field, question) => {
    if (field.value === "") return;
    for (const tick of question.querySelectorAll("input[type=checkbox]")) tick.checked = false;
    for (const number of question.querySelectorAll(".number [data-entry]")) number.value = "";
  };

  // What waits is confirmed or taken back; the focus goes back to the answer.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-keep], [data-change]");
    if (!button) return;
    event.preventDefault();
    const question = button.closest("[data-question]");
    if ("change" in button.dataset) sure.add(question.id);
    else fill(question.id, JSON.parse(button.closest("[data-hold]").dataset.filling));
    hold(question, null);
    const fields = [...question.querySelectorAll(".option input, [data-entry], .quiet input")];
    (fields.find((field) => field.checked && field.value) || fields[0]).focus();
    unsaved = true;
    save();
  });

  // Leaving ------------------------------------------------------------------------------------------------------

  // The form must not overtake a save of its own tab: it would meet its own answers as another window's.
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (!running) {
      unsaved = false;
      return;
    }
    event.preventDefault();
    await running.catch(() => {});
    form.requestSubmit(event.submitter);
  });

  const leave = () => {
    if (document.visibilityState === "hidden" && unsaved) save();
  };
  document.addEventListener("visibilitychange", leave);

  window.addEventListener("beforeunload", (event) => {
    if (unsaved && saved.classList.contains("is-failed")) event.preventDefault();
  });

  // The browser's own copy of a page that was left is older than what is stored.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  // A number key chooses the option of the question that has the focus.
  document.getElementById("main").addEventListener("keydown", (event) => {
    if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("textarea, input[type=text]")) return;
    const question = event.target.closest("[data-question]");
    const option = question && question.querySelectorAll(".option input")[Number(event.key) - 1];
    if (!option) return;
    event.preventDefault();
    option.focus();
    option.click();
  });
})();
