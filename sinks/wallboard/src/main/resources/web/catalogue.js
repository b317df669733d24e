// What each figure means, as the server's catalogue says it: unit, formula and a sentence in the board's language.
import { count, duration, language, percent, UNKNOWN } from './texts.js';

const DECIMALS = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 2 });
let asked;

/** The entries by scope and id, asked for once: figures.get('queue').get('serviceLevel'). */
export function catalogue() {
  asked ??= fetch(new URL('api/v1/kpis', import.meta.url)).then(answer => answer.json()).then(({ kpis }) => {
    const byScope = new Map();
    for (const kpi of kpis) {
      if (!byScope.has(kpi.scope)) byScope.set(kpi.scope, new Map());
      byScope.get(kpi.scope).set(kpi.id, { ...kpi, words: kpi.sentence[language] ?? kpi.sentence.en });
    }
    return byScope;
  }).catch(() => {
    asked = undefined;
    return new Map();
  });
  return asked;
}

/** A figure in the form of its unit. */
export function shown(unit, value) {
  if (value == null) return UNKNOWN;
  switch (unit) {
    case 'seconds': return duration(value);
    case 'ratio': return percent(value);
    case 'meanCount':
    case 'score': return DECIMALS.format(value);
    default: return count(value);
  }
}
