// The endpoints that are told what happens, and the last attempts of one of them. Everything here needs the admin token,
// which stays in this page's memory.

const TEXTS = {
  en: {
    token: "Admin token", ask: "The token is in the file admin-token of the data folder.", id: "Endpoint",
    event: "Event", every: "every event", url: "URL", state: "State", active: "active", paused: "paused",
    disabled: "disabled", delivered: "Delivered", failed: "Failed attempts", dead: "Given up", waiting: "Waiting",
    none: "No endpoint is registered.", at: "Time", attempt: "Attempt", outcome: "Outcome", body: "Body",
    answer: "Answer", last: "Last attempts of", nothing: "Nothing was tried since the start.", show: "Show",
    wrong: "This token is not right.", away: "Pulso does not answer.", notHere: "The webhook role does not run here.",
  },
  es: {
    token: "Token de administrador", ask: "El token está en el archivo admin-token de la carpeta de datos.",
    id: "Destino", event: "Evento", every: "todos los eventos", url: "URL", state: "Estado", active: "activo",
    paused: "en pausa", disabled: "deshabilitado", delivered: "Entregados", failed: "Intentos fallidos",
    dead: "Abandonados", waiting: "En espera", none: "No hay destinos registrados.", at: "Hora", attempt: "Intento",
    outcome: "Resultado", body: "Cuerpo", answer: "Respuesta", last: "Últimos intentos de",
    nothing: "No se intentó nada desde el inicio.", show: "Ver", wrong: "El token no es correcto.",
    away: "Pulso no responde.", notHere: "El rol webhook no está en este proceso.",
  },
  pt: {
    token: "Token de administrador", ask: "O token está no arquivo admin-token da pasta de dados.", id: "Destino",
    event: "Evento", every: "todos os eventos", url: "URL", state: "Estado", active: "ativo", paused: "em pausa",
    disabled: "desabilitado", delivered: "Entregues", failed: "Tentativas falhas", dead: "Abandonados",
    waiting: "Em espera", none: "Nenhum destino registrado.", at: "Hora", attempt: "Tentativa", outcome: "Resultado",
    body: "Corpo", answer: "Resposta", last: "Últimas tentativas de", nothing: "Nada foi tentado desde o início.",
    show: "Ver", wrong: "O token não está correto.", away: "O Pulso não responde.",
    notHere: "O papel webhook não está neste processo.",
  },
};

const REFRESH_MS = 3000;
const asked = new URLSearchParams(location.search).get("lang") ?? navigator.language;
const language = Object.keys(TEXTS).find((known) => asked.startsWith(known)) ?? "en";
const text = TEXTS[language];
const element = (id) => document.getElementById(id);
let chosen = null;

document.documentElement.lang = language;
document.querySelectorAll("[data-text]").forEach((one) => { one.textContent = text[one.dataset.text]; });
element("says").textContent = text.ask;
element("token").addEventListener("change", refresh);
setInterval(refresh, REFRESH_MS);

async function ask(path) {
  const answer = await fetch(`/api/v1/webhooks${path}`, {
    headers: { Authorization: `Bearer ${element("token").value.trim()}` },
  });
  if (!answer.ok) {
    throw new Error(answer.status === 401 ? text.wrong : answer.status === 404 ? text.notHere : text.away);
  }
  return answer.json();
}

async function refresh() {
  if (element("token").value.trim() === "") {
    return;
  }
  try {
    const all = await ask("");
    element("says").textContent = all.endpoints.length === 0 ? text.none : all.failure ?? "";
    table("endpoints", [text.id, text.event, text.url, text.state, text.delivered, text.failed, text.dead, text.waiting],
        all.endpoints.map(endpointRow));
    if (chosen !== null && all.endpoints.some((one) => one.id === chosen)) {
      const deliveries = await ask(`/${encodeURIComponent(chosen)}/deliveries`);
      element("chosen").textContent = deliveries.length === 0 ? text.nothing : `${text.last} ${chosen}`;
      table("deliveries", [text.at, text.event, text.attempt, text.outcome, text.body, text.answer],
          deliveries.map((one) => [
            cell(new Date(one.at).toLocaleTimeString(language)),
            cell(one.event),
            cell(one.attempt, "number"),
            cell(one.status === null ? one.outcome : `${one.outcome} ${one.status}`,
                one.outcome === "delivered" ? "" : "bad"),
            cell(one.body, "text"),
            cell(one.answer, "text"),
          ]));
    }
  } catch (problem) {
    element("says").textContent = problem instanceof TypeError ? text.away : problem.message;
  }
}

function endpointRow(one) {
  const name = cell("");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = one.id;
  button.title = text.show;
  button.addEventListener("click", () => { chosen = one.id; refresh(); });
  name.append(button);
  const state = one.disabledReason !== null ? `${text.disabled}: ${one.disabledReason}`
      : one.paused ? text.paused : text.active;
  return [
    name,
    cell(one.event ?? text.every),
    cell(one.url, "text"),
    cell(state, one.disabledReason === null ? "" : "bad"),
    ...["delivered", "failedAttempts", "dead", "parked"].map((count) => cell(one[count] ?? 0, "number")),
  ];
}

function cell(content, kind = "") {
  const made = document.createElement("td");
  made.textContent = String(content);
  made.className = kind;
  return made;
}

function table(id, heads, rows) {
  const head = document.createElement("tr");
  heads.forEach((one) => {
    const made = document.createElement("th");
    made.scope = "col";
    made.textContent = one;
    head.append(made);
  });
  element(id).replaceChildren(head, ...rows.map((cells) => {
    const row = document.createElement("tr");
    row.append(...cells);
    return row;
  }));
}
