// Every word on the board, in the three languages of its users.
const TEXTS = {
  en: {
    download: 'Save as a file', totals: 'Totals', passages: 'Passages', close: 'Close', more: 'More', back: 'Back', rows: 'Rows', loading: 'Looking…', noPassages: 'There are none.',
    firstPassages: 'The first {count}.', allPassages: '{count} in all.', entered: 'Entered', caller: 'Caller', outcome: 'Outcome', wait: 'Wait', table: 'Table', timeHead: 'Time', event: 'Event', details: 'Details',
    outcome_open: 'waiting', outcome_answered: 'answered', outcome_abandoned: 'abandoned', outcome_exitedKey: 'left by a key', outcome_exitedTimeout: 'timed out', outcome_exitedEmpty: 'nobody there', outcome_withdrawn: 'withdrawn', outcome_system: 'cut off',
    board: 'Board', figures: 'Figures', dialer: 'Dialer', channel: 'Channel', group: 'Group', figuresOf: 'Figures of', inbound: 'all inbound', outbound: 'all outbound',
    nowSection: 'Now', cohortSection: 'Who entered in the window', activitySection: 'What happened in the window', closed: 'closed', estimated: '≈ {time} to wait',
    campaign: 'Campaign', list: 'List', progress: 'Progress', done: 'Done', ready: 'To dial', inProcess: 'Dialling', blocked: 'Do not call', active: 'Active', yes: 'yes', no: 'no', noLists: 'The dialer has no lists.',
    queues: 'Queues', agents: 'Agents', window: 'Window', today: 'today', waiting: 'waiting', longest: 'longest wait',
    inService: 'in service', onHold: 'on hold', atRisk: 'past T', offered: 'offered',
    answered: 'answered', abandoned: 'abandoned', serviceLevel: 'service level', asa: 'ASA', aht: 'AHT', wrapUp: 'wrap-up',
    asaLong: 'average speed of answer', ahtLong: 'average handling time', attempts: 'attempts', outTalk: 'talk',
    available: 'available', ringing: 'ringing', talking: 'talking', wrapUpState: 'wrap-up', onBreak: 'break', paused: 'paused',
    loggedOut: 'logged out', loggedIn: 'logged in', agent: 'Agent', state: 'State', since: 'For', queue: 'Queue',
    answeredHead: 'Answ.', talk: 'Talk', wrapUpHead: 'Wrap-up', login: 'Login', search: 'Find an agent',
    all: 'all', sourceDelay: 'The log is written {age} late', dataAge: 'Data is {age} old', lost: 'Connection lost. Data is {age} old. Trying again…',
    connecting: 'Connecting…', restoring: 'Starting: {says}', lag: '{age} behind', unknownAge: 'Age of the data unknown',
    none: 'No queue has been seen yet.', noAgents: 'No agent is logged in.', ok: 'fine', warn: 'attention', alarm: 'act now',
    noData: 'no data yet', sort: 'sort', unknownQueue: 'queue not found',
    abandonedShort: 'aband.', inServiceShort: 'serving',
  },
  es: {
    download: 'Guardar como archivo', totals: 'Totales', passages: 'Pasajes', close: 'Cerrar', more: 'Más', back: 'Volver', rows: 'Filas', loading: 'Buscando…', noPassages: 'No hay ninguno.',
    firstPassages: 'Los primeros {count}.', allPassages: '{count} en total.', entered: 'Entrada', caller: 'Llamante', outcome: 'Resultado', wait: 'Espera', table: 'Tabla', timeHead: 'Hora', event: 'Evento', details: 'Detalles',
    outcome_open: 'en espera', outcome_answered: 'atendida', outcome_abandoned: 'abandonada', outcome_exitedKey: 'salió por tecla', outcome_exitedTimeout: 'tiempo agotado', outcome_exitedEmpty: 'sin agentes', outcome_withdrawn: 'retirada', outcome_system: 'cortada',
    board: 'Tablero', figures: 'Indicadores', dialer: 'Discador', channel: 'Canal', group: 'Grupo', figuresOf: 'Indicadores de', inbound: 'todo lo entrante', outbound: 'todo lo saliente',
    nowSection: 'Ahora', cohortSection: 'Los que entraron en el período', activitySection: 'Lo que pasó en el período', closed: 'cerrada', estimated: '≈ {time} de espera',
    campaign: 'Campaña', list: 'Lista', progress: 'Avance', done: 'Hechos', ready: 'Por discar', inProcess: 'Discando', blocked: 'No llamar', active: 'Activa', yes: 'sí', no: 'no', noLists: 'El discador no tiene listas.',
    queues: 'Colas', agents: 'Agentes', window: 'Período', today: 'hoy', waiting: 'en espera', longest: 'espera más larga',
    inService: 'en atención', onHold: 'retenidas', atRisk: 'fuera de T', offered: 'ofrecidas',
    answered: 'atendidas', abandoned: 'abandonadas', serviceLevel: 'nivel de servicio', asa: 'ASA', aht: 'AHT', wrapUp: 'cierre',
    asaLong: 'tiempo medio de respuesta', ahtLong: 'tiempo medio de gestión', attempts: 'intentos', outTalk: 'conversación',
    available: 'disponible', ringing: 'sonando', talking: 'hablando', wrapUpState: 'cierre', onBreak: 'descanso', paused: 'pausa',
    loggedOut: 'desconectado', loggedIn: 'conectados', agent: 'Agente', state: 'Estado', since: 'Hace', queue: 'Cola',
    answeredHead: 'Atend.', talk: 'Habla', wrapUpHead: 'Cierre', login: 'Conex.', search: 'Buscar un agente',
    all: 'todos', sourceDelay: 'El log se escribe con {age} de retraso', dataAge: 'Los datos tienen {age}', lost: 'Sin conexión. Los datos tienen {age}. Reintentando…',
    connecting: 'Conectando…', restoring: 'Iniciando: {says}', lag: '{age} de retraso', unknownAge: 'Antigüedad de los datos desconocida',
    none: 'Todavía no se vio ninguna cola.', noAgents: 'No hay agentes conectados.', ok: 'bien', warn: 'atención', alarm: 'actuar ya',
    noData: 'sin datos aún', sort: 'ordenar', unknownQueue: 'cola no encontrada',
    inServiceShort: 'en curso', atRiskShort: '> T', offeredShort: 'ofrecidas', answeredShort: 'atend.', abandonedShort: 'aband.',
  },
  pt: {
    download: 'Salvar como arquivo', totals: 'Totais', passages: 'Passagens', close: 'Fechar', more: 'Mais', back: 'Voltar', rows: 'Linhas', loading: 'Buscando…', noPassages: 'Não há nenhuma.',
    firstPassages: 'As primeiras {count}.', allPassages: '{count} no total.', entered: 'Entrada', caller: 'Chamador', outcome: 'Resultado', wait: 'Espera', table: 'Tabela', timeHead: 'Hora', event: 'Evento', details: 'Detalhes',
    outcome_open: 'em espera', outcome_answered: 'atendida', outcome_abandoned: 'abandonada', outcome_exitedKey: 'saiu por tecla', outcome_exitedTimeout: 'tempo esgotado', outcome_exitedEmpty: 'sem agentes', outcome_withdrawn: 'retirada', outcome_system: 'cortada',
    board: 'Painel', figures: 'Indicadores', dialer: 'Discador', channel: 'Canal', group: 'Grupo', figuresOf: 'Indicadores de', inbound: 'toda a entrada', outbound: 'toda a saída',
    nowSection: 'Agora', cohortSection: 'Quem entrou no período', activitySection: 'O que aconteceu no período', closed: 'fechada', estimated: '≈ {time} de espera',
    campaign: 'Campanha', list: 'Lista', progress: 'Avanço', done: 'Feitos', ready: 'A discar', inProcess: 'Discando', blocked: 'Não ligar', active: 'Ativa', yes: 'sim', no: 'não', noLists: 'O discador não tem listas.',
    queues: 'Filas', agents: 'Agentes', window: 'Período', today: 'hoje', waiting: 'em espera', longest: 'maior espera',
    inService: 'em atendimento', onHold: 'retidas', atRisk: 'fora de T', offered: 'oferecidas',
    answered: 'atendidas', abandoned: 'abandonadas', serviceLevel: 'nível de serviço', asa: 'ASA', aht: 'TMA', wrapUp: 'pós-atendimento',
    asaLong: 'tempo médio de resposta', ahtLong: 'tempo médio de atendimento', attempts: 'tentativas', outTalk: 'conversa',
    available: 'disponível', ringing: 'tocando', talking: 'falando', wrapUpState: 'pós-atend.', onBreak: 'intervalo', paused: 'pausa',
    loggedOut: 'desconectado', loggedIn: 'conectados', agent: 'Agente', state: 'Estado', since: 'Há', queue: 'Fila',
    answeredHead: 'Atend.', talk: 'Fala', wrapUpHead: 'Pós', login: 'Conex.', search: 'Buscar um agente',
    all: 'todos', sourceDelay: 'O log é escrito com {age} de atraso', dataAge: 'Os dados têm {age}', lost: 'Sem conexão. Os dados têm {age}. Tentando de novo…',
    connecting: 'Conectando…', restoring: 'Iniciando: {says}', lag: '{age} de atraso', unknownAge: 'Idade dos dados desconhecida',
    none: 'Nenhuma fila foi vista ainda.', noAgents: 'Nenhum agente conectado.', ok: 'bem', warn: 'atenção', alarm: 'agir já',
    noData: 'sem dados ainda', sort: 'ordenar', unknownQueue: 'fila não encontrada',
    inServiceShort: 'em curso', atRiskShort: '> T', offeredShort: 'ofert.', answeredShort: 'atend.', abandonedShort: 'aband.', wrapUpShort: 'pós',
  },
};

const wanted = new URLSearchParams(location.search).get('lang');
export const language = [wanted, ...(navigator.languages ?? [])]
  .map(tag => (tag ?? '').slice(0, 2).toLowerCase())
  .find(tag => tag in TEXTS) ?? 'en';

export function text(key, values = {}) {
  return (TEXTS[language][key] ?? TEXTS[language][key.replace(/Short$/, '')] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

const wholeNumber = new Intl.NumberFormat(language);
const percentage = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });

export const UNKNOWN = '–';

export function count(value) {
  return value == null ? UNKNOWN : wholeNumber.format(value);
}

export function percent(ratio) {
  return ratio == null ? UNKNOWN : percentage.format(ratio);
}

/** 75 is 1:15, 3675 is 1:01:15. */
export function duration(seconds) {
  if (seconds == null) return UNKNOWN;
  const whole = Math.max(0, Math.floor(seconds));
  const two = part => String(part).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** As a duration, but for an hour and more without seconds: what is that long leaves no room for them. */
export function brief(seconds) {
  return seconds != null && seconds >= 3600 ? long(seconds) : duration(seconds);
}

/** Hours and minutes of a long stretch: 3h05. */
export function long(seconds) {
  if (seconds == null) return UNKNOWN;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, '0')}`;
}

export function age(milliseconds) {
  if (milliseconds == null) return UNKNOWN;
  if (milliseconds < 10_000) return `${new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(milliseconds / 1000)} s`;
  return milliseconds < 120_000 ? `${Math.round(milliseconds / 1000)} s` : long(milliseconds / 1000);
}
