// Autosave, progress, number keys, and ticks that rule each other out. Everything works without it: the form posts.
"use strict";
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const saved = document.querySelector("[data-saved]");
  const main = document.getElementById("main");
  let timer = 0;
  let running = false;
  let again = false;
  let retry = 1000;

  const say = (text, failed = false) => {
    saved.textContent = text;
    saved.classList.toggle("is-failed", failed);
  };

  const show = (answer) => {
    form.elements.base.value = answer.revision;
    for (const [id, was] of Object.entries(answer.was)) form.elements["was." + id].value = was;
    for (const question of form.querySelectorAll("[data-question]")) {
      const error = question.querySelector("[data-error]");
      const typing = question.contains(document.activeElement) && document.activeElement.type === "text";
      const text = typing ? "" : answer.errors[question.id] || "";
      error.textContent = text;
      error.hidden = !text;
      question.toggleAttribute("aria-invalid", Boolean(text));
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
  };

  const save = async () => {
    if (running) { again = true; return; }
    running = true;
    say(form.dataset.saving);
    try {
      const response = await fetch(form.dataset.autosave, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (!response.ok) throw new Error(String(response.status));
      const answer = await response.json();
      show(answer);
      const failed = Object.keys(answer.errors).length > 0;
      say(answer.conflicts.length ? form.dataset.elsewhere : failed ? "" : form.dataset.savedText, answer.conflicts.length > 0);
      retry = 1000;
    } catch {
      say(form.dataset.failed, true);
      timer = setTimeout(save, retry);
      retry = Math.min(retry * 2, 30000);
    }
    running = false;
    if (again) { again = false; save(); }
  };

  const soon = (delay) => { clearTimeout(timer); timer = setTimeout(save, delay); };

  form.addEventListener("input", (event) => {
    const field = event.target;
    if (field.type === "checkbox") untick(field);
    soon(field.type === "radio" || field.type === "checkbox" ? 150 : 900);
  });

  // "None of these" and the other ticks rule each other out; a tick means the list is answered as ticked.
  const untick = (field) => {
    const question = field.closest("[data-question]");
    if (!field.checked) return;
    for (const other of question.querySelectorAll("input[type=checkbox]")) {
      if (other !== field && ("exclusive" in field.dataset || "exclusive" in other.dataset)) other.checked = false;
    }
    const ticked = question.querySelector('.quiet input[value=""]');
    if (ticked) ticked.checked = true;
  };

  // A number key chooses the option of the question that has the focus.
  main.addEventListener("keydown", (event) => {
    if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("textarea, input[type=text]")) return;
    const question = event.target.closest("[data-question]");
    const option = question && question.querySelectorAll(".option input")[Number(event.key) - 1];
    if (!option) return;
    event.preventDefault();
    option.focus();
    option.click();
  });

  const summary = document.querySelector(".summary");
  if (summary) summary.focus();
})();
