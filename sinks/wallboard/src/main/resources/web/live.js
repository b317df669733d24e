// One connection to the event stream, shared by every widget that shows the same query.
const SILENCE_LIMIT_MS = 6000;
const LONGEST_PAUSE_MS = 10000;
const shared = new Map();

export const queueKey = queue => `${queue.source}|${queue.channel}|${queue.queue}`;
export const agentKey = agent => `${agent.source}|${agent.agent}`;

/** The board's state as the server tells it; a 'change' event after each message, a 'status' event when the link changes. */
export class Live extends EventTarget {
  constructor(url) {
    super();
    this.url = url;
    this.queues = new Map();
    this.agents = new Map();
    this.head = null;
    this.status = { state: 'connecting', says: '' };
    this.clockAhead = 0;
    this.pause = 500;
    this.lastMessageAt = 0;
    this.connect();
    setInterval(() => this.watch(), 1000);
  }

  static of(base = '', parameters = '') {
    const url = new URL(`${base || new URL('.', import.meta.url)}api/v1/stream`.replace(/([^:])\/\//g, '$1/'), location.href);
    url.search = parameters;
    const key = url.toString();
    if (!shared.has(key)) shared.set(key, new Live(key));
    return shared.get(key);
  }

  /** Now, on the server's clock. */
  now() {
    return Date.now() + this.clockAhead;
  }

  /** How old what is shown is, in milliseconds; null when unknown. */
  age() {
    if (!this.head || this.head.lagMs == null) return null;
    return this.head.lagMs + Math.max(0, this.now() - this.asOf);
  }

  connect() {
    this.events?.close();
    const events = new EventSource(this.url);
    this.events = events;
    this.openedAt = Date.now();
    events.addEventListener('snapshot', event => this.receive(event, true));
    events.addEventListener('delta', event => this.receive(event, false));
    events.onerror = () => {
      this.setStatus('lost');
      if (events.readyState === EventSource.CLOSED) this.reconnectLater();
    };
  }

  async reconnectLater() {
    if (this.waiting) return;
    this.waiting = true;
    this.events?.close();
    try {
      const answer = await fetch(this.url.replace('/stream', '/board'), { cache: 'no-store' });
      if (!answer.ok) {
        const why = await answer.json();
        this.setStatus(answer.status === 503 ? 'restoring' : 'refused', why.message);
      }
    } catch {
      this.setStatus('lost');
    }
    setTimeout(() => {
      this.waiting = false;
      this.connect();
    }, this.pause);
    this.pause = Math.min(LONGEST_PAUSE_MS, this.pause * 1.7);
  }

  watch() {
    const silentSince = Math.max(this.lastMessageAt, this.openedAt);
    if (!this.waiting && Date.now() - silentSince > SILENCE_LIMIT_MS) {
      this.setStatus('lost');
      this.reconnectLater();
    }
  }

  receive(event, isSnapshot) {
    const message = JSON.parse(event.data);
    this.asOf = Date.parse(message.asOf);
    this.clockAhead = this.asOf - Date.now();
    this.lastMessageAt = Date.now();
    this.pause = 500;
    if (isSnapshot) {
      this.queues.clear();
      this.agents.clear();
    }
    for (const queue of message.removed?.queues ?? []) this.queues.delete(queueKey(queue));
    for (const agent of message.removed?.agents ?? []) this.agents.delete(agentKey(agent));
    for (const queue of message.queues ?? []) this.queues.set(queueKey(queue), queue);
    for (const agent of message.agents ?? []) this.agents.set(agentKey(agent), { ...agent, readAt: this.asOf });
    this.head = { ...(isSnapshot ? {} : this.head), ...message };
    this.setStatus('live');
    this.dispatchEvent(new Event('change'));
  }

  setStatus(state, says = '') {
    if (this.status.state === state && this.status.says === says) return;
    // What the server said about starting stays until something else is known.
    if (state === 'lost' && ['restoring', 'refused'].includes(this.status.state)) return;
    this.status = { state, says };
    this.dispatchEvent(new Event('status'));
  }
}
