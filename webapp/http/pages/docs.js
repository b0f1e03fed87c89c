"use strict";
// Search, the language of samples, copy buttons, and requests to this server. Everything is put in
// as text, nothing as markup, and nothing is fetched from anywhere but this server.

const LANGUAGE = "language";
const SHOWN = 30;
const root = document.documentElement;

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// Storage can be forbidden: then the choice lasts as long as the page.
function remembered() {
  try { return localStorage.getItem(LANGUAGE); } catch { return null; }
}

function choose(language) {
  root.dataset.language = language;
  try { localStorage.setItem(LANGUAGE, language); } catch { /* not kept */ }
  for (const button of document.querySelectorAll(".languages button")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
}

root.classList.add("ready");
root.dataset.language = remembered() || "curl";

function addCopyButtons() {
  for (const block of document.querySelectorAll("main pre:not(.output)")) {
    const held = make("div", {class: `held ${block.className}`});
    const button = make("button", {type: "button", class: "copy", "aria-label": "Copy"}, "Copy");
    block.replaceWith(held);
    held.append(block, button);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(block.textContent);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(block);
        button.textContent = "Selected";
      }
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
  }
}

// ---- search

let entries;

async function load() {
  entries ??= (await fetch("/docs/search.json")).json().then((found) => found.map((entry) => ({
    ...entry,
    text: `${entry.title} ${entry.words}`.toLowerCase(),
    name: entry.title.toLowerCase().split(".").pop(),
  })));
  return entries;
}

const ORDER = ["guide", "operation", "error", "type", "field"];

function rank(entry, words) {
  if (!words.every((word) => entry.text.includes(word))) return null;
  const first = words[0];
  const place = entry.name === words.join(" ") ? 0 : entry.name.startsWith(first) ? 1 : entry.name.includes(first) ? 2 : 3;
  return place * ORDER.length + ORDER.indexOf(entry.kind);
}

function matches(all, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  return all.map((entry) => [rank(entry, words), entry]).filter(([place]) => place !== null)
    .sort((a, b) => a[0] - b[0]).slice(0, SHOWN).map(([, entry]) => entry);
}

function startSearch() {
  const input = document.getElementById("search");
  const list = document.getElementById("found");
  let chosen = -1;

  function select(number) {
    const items = [...list.children];
    if (!items.length) return;
    chosen = (number + items.length) % items.length;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    input.setAttribute("aria-activedescendant", items[chosen].id);
    items[chosen].scrollIntoView({block: "nearest"});
  }

  function show(found) {
    const items = found.map((entry, at) => make(
      "li", {role: "option", id: `found-${at}`, "aria-selected": "false"},
      make("a", {href: entry.url, tabindex: "-1"}, make("em", {}, entry.kind), entry.title, make("small", {}, entry.words)),
    ));
    list.replaceChildren(...items);
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = !items.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  input.addEventListener("focus", load, {once: true});
  input.addEventListener("input", async () => {
    const text = input.value;
    const found = matches(await load(), text);
    if (text === input.value) show(found);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") select(chosen + 1);
    else if (event.key === "ArrowUp") select(chosen - 1);
    else if (event.key === "Escape") { input.value = ""; show([]); input.blur(); return; }
    else if (event.key === "Enter") {
      const link = (list.children[Math.max(chosen, 0)])?.querySelector("a");
      if (link) { show([]); input.blur(); location.assign(link.href); }
    } else return;
    event.preventDefault();
  });
  list.addEventListener("click", () => show([]));
  document.addEventListener("click", (event) => { if (!event.target.closest(".search")) show([]); });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea");
    if (!isTyping && (event.key === "/" || (event.key === "k" && (event.metaKey || event.ctrlKey)))) {
      event.preventDefault();
      input.focus();
    }
  });
}

// ---- requests

async function send(details, form, output) {
  const {method, path} = details.dataset;
  const headers = {Accept: "application/json"};
  const token = form.querySelector(".token")?.value.trim();
  if (token) headers.Authorization = `Bearer ${token}`;
  const query = new URLSearchParams();
  let url = path;
  for (const input of form.querySelectorAll("[data-in]")) {
    if (!input.value) continue;
    if (input.dataset.in === "path") url = url.replace(`{${input.name}}`, encodeURIComponent(input.value));
    else if (input.dataset.in === "query") query.set(input.name, input.value);
    else headers[input.name] = input.value;
  }
  const options = {method, headers};
  const body = form.querySelector("textarea");
  if (body) {
    options.body = body.value;
    headers["Content-Type"] = "application/json";
  }
  output.hidden = false;
  output.textContent = "…";
  try {
    const response = await fetch(url + (query.size ? `?${query}` : ""), options);
    const text = await response.text();
    let shown = text;
    try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* shown as it came */ }
    output.textContent = `${response.status} ${response.statusText}\n${shown}`;
  } catch (error) {
    output.textContent = String(error);
  }
}

function startRequests() {
  for (const details of document.querySelectorAll(".try")) {
    const form = details.querySelector("form");
    const key = form.elements["Idempotency-Key"];
    if (key) key.value = crypto.randomUUID?.() || String(Date.now());
    // The token is kept in this page only, and is the same for all of its forms.
    form.querySelector(".token")?.addEventListener("input", (event) => {
      for (const other of document.querySelectorAll(".token")) other.value = event.target.value;
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(details, form, form.querySelector(".output"));
    });
  }
}

document.addEventListener("DOMContentLoaded", () => {
  addCopyButtons();
  choose(root.dataset.language);
  for (const button of document.querySelectorAll(".languages button")) {
    button.addEventListener("click", () => choose(button.dataset.language));
  }
  startSearch();
  startRequests();
});
