"use strict";
// Shows openapi.json. Everything is put in as text, nothing as markup, and nothing is fetched
// from anywhere but this server.

const METHODS = ["get", "post", "put", "patch", "delete"];
let api;

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function resolve(what) {
  while (what && what.$ref) {
    const [kind, name] = what.$ref.split("/").slice(-2);
    what = api.components[kind][name];
  }
  return what || {};
}

function typeOf(schema) {
  if (schema.$ref) return schema.$ref.split("/").pop();
  const kinds = schema.anyOf || schema.oneOf;
  if (kinds) return kinds.map(typeOf).join(" or ");
  if (schema.type === "array") return "list of " + typeOf(schema.items || {});
  const choices = schema.enum ? ": " + schema.enum.slice(0, 12).join(", ") : "";
  return (schema.const ?? [schema.type ?? "any"].flat().join(" or ")) + (schema.format ? " " + schema.format : "") + choices;
}

function table(rows) {
  const head = ["name", "in", "type", "meaning"].map((title) => make("th", {}, title));
  const body = rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, cell))));
  return make("table", {}, make("tr", {}, ...head), ...body);
}

function membersOf(schema) {
  const required = new Set(schema.required || []);
  return Object.entries(schema.properties || {}).map(([name, member]) => [
    required.has(name) ? name + " *" : name, "body", typeOf(member), member.description || "",
  ]);
}

async function send(operation, method, path, form, output) {
  const headers = {Accept: "application/json"};
  const token = document.getElementById("token").value.trim();
  if (token) headers.Authorization = "Bearer " + token;
  const query = new URLSearchParams();
  let url = path;
  for (const input of form.querySelectorAll("input")) {
    if (!input.value) continue;
    if (input.dataset.in === "path") url = url.replace(`{${input.name}}`, encodeURIComponent(input.value));
    else if (input.dataset.in === "query") query.set(input.name, input.value);
    else headers[input.name] = input.value;
  }
  const options = {method: method.toUpperCase(), headers};
  const body = form.querySelector("textarea");
  if (body) {
    options.body = body.value;
    headers["Content-Type"] = "application/json";
  }
  output.textContent = "…";
  try {
    const response = await fetch(url.slice(1) + (query.size ? "?" + query : ""), options);
    const text = await response.text();
    let shown = text;
    try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* shown as it came */ }
    output.textContent = `${response.status} ${response.statusText}\n${shown}`;
  } catch (error) {
    output.textContent = String(error);
  }
}

function show(path, method, operation) {
  const parameters = (operation.parameters || []).map(resolve);
  const content = operation.requestBody?.content["application/json"];
  const schema = content ? resolve(content.schema) : {};
  const rows = parameters.map((one) => [
    one.required ? one.name + " *" : one.name, one.in, typeOf(one.schema), one.description || "",
  ]).concat(membersOf(schema));
  const form = make("form");
  for (const one of parameters) {
    const input = make("input", {name: one.name, "data-in": one.in});
    if (one.name === "Idempotency-Key") input.value = crypto.randomUUID?.() || String(Date.now());
    form.append(make("label", {}, one.name + " ", input), make("br"));
  }
  if (content) {
    const area = make("textarea", {"aria-label": "body", spellcheck: "false"});
    area.value = JSON.stringify(content.example ?? {}, null, 2);
    form.append(area);
  }
  const output = make("pre", {"aria-live": "polite"});
  form.append(make("button", {}, "Send"), output);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(operation, method, path, form, output);
  });
  const answers = Object.entries(operation.responses).map(([status, answer]) => make(
    "tr", {}, make("td", {}, status), make("td", {}, resolve(answer).description),
  ));
  return make(
    "details", {id: operation.operationId},
    make("summary", {}, make("span", {class: "method"}, method.toUpperCase()),
      make("span", {class: "path"}, path), " — " + operation.summary),
    make("p", {}, operation.description || ""),
    rows.length ? table(rows) : "",
    make("table", {}, ...answers),
    form,
  );
}

async function start() {
  api = await (await fetch("openapi.json")).json();
  document.getElementById("about").textContent =
    `${api.info.title} ${api.info.version}. ${api.info.description}`;
  const contents = document.getElementById("contents");
  const operations = document.getElementById("operations");
  let tag;
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const method of METHODS) {
      const operation = methods[method];
      if (!operation) continue;
      if (operation.tags[0] !== tag) {
        tag = operation.tags[0];
        contents.append(make("li", {class: "tag"}, tag));
      }
      const link = make("a", {href: "#" + operation.operationId}, operation.summary);
      link.addEventListener("click", () => { document.getElementById(operation.operationId).open = true; });
      contents.append(make("li", {}, link));
      operations.append(show(path, method, operation));
    }
  }
  document.body.dataset.ready = "true";
}

start().catch((error) => { document.getElementById("about").textContent = String(error); });
