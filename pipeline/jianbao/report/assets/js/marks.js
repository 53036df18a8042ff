// All spans over one text, cut into segments that do not overlap, so that any spans may cross.

const LAYERS = [
  'PER',
  'LOC',
  'ORG',
  'TIME',
  'figure',
  'quote',
  'point',
  'post',
  'keyword',
  'slogan',
  'quoted',
  'unsure',
];
const SHOWN_AT_FIRST = ['PER', 'LOC', 'ORG', 'TIME', 'figure', 'quote', 'point', 'unsure'];
const TINT = {
  PER: '--per',
  LOC: '--loc',
  ORG: '--org',
  TIME: '--time',
  figure: '--figure',
  quote: '--quote',
  point: '--point',
  post: '--org',
  keyword: '--theme',
  slogan: '--theme',
  quoted: '--soft',
  unsure: '--doubt',
};

// Each span: {layer, start, end, about: what the inspector says, doubt, mark: what a correction names}.
function spansOf(a) {
  const spans = [];
  const add = (layer, item, about = '', doubt = false, mark = null) => {
    if (item && item.end > item.start) spans.push({layer, start: item.start, end: item.end, about, doubt, mark});
  };
  for (const e of a.entities || [])
    add(e.type, e, e.score ? `p = ${e.score.toFixed(3)}` : e.reason, false, {label: e.type, note: ''});
  for (const q of a.quantities || [])
    add(
      'figure',
      q,
      [q.qualifier, number(q.value), q.unit, q.counted, q.change].filter(Boolean).join(' '),
      Boolean((q.checks || []).length),
    );
  for (const q of a.quotes || []) add('quote', q, `${q.speaker} ${q.cue}`, false, {label: 'QUOTE', note: q.speaker});
  for (const list of a.points || []) for (const p of list.items) add('point', p, p.marker);
  for (const person of a.persons || [])
    for (const p of person.posts || [])
      add('post', p, `${person.name}: ${p.status || ''}${p.org_full || p.org || ''} ${p.title}`, false, {
        label: 'POST',
        note: person.name,
      });
  for (const k of a.keywords || [])
    for (const [start, end] of k.spans || []) add('keyword', {start, end}, k.term, false, {theme: k.term});
  for (const f of a.slogans || []) for (const m of f.members) add('slogan', m, f.family);
  for (const q of a.quoted || []) add('quoted', q, t(`quoted.${q.kind}`));
  for (const [start, end, , , , score] of a.printed || [])
    if (typeof score === 'number' && score < boot.unsure) add('unsure', {start, end}, `p = ${score.toFixed(2)}`, true);
  const timed = new Set(spans.filter((s) => s.layer === 'TIME').map((s) => s.start));
  for (const time of a.times || []) if (!timed.has(time.start)) add('TIME', time, time.value || '');
  return spans;
}

// The pieces of [from, to): {start, end, spans that cover it, number of its sentence}.
function* segments(from, to, spans, sentences) {
  const inside = spans.filter((s) => s.start < to && s.end > from);
  const cuts = new Set([from, to]);
  const cut = (at) => at > from && at < to && cuts.add(at);
  for (const s of inside) {
    cut(s.start);
    cut(s.end);
  }
  for (const [start, end] of sentences) {
    cut(start);
    cut(end);
  }
  const order = [...cuts].sort((x, y) => x - y);
  for (let i = 0; i + 1 < order.length; i++) {
    const [start, end] = [order[i], order[i + 1]];
    yield {
      start,
      end,
      spans: inside.filter((s) => s.start <= start && s.end >= end),
      sentence: sentenceAt(sentences, start),
    };
  }
}

function sentenceAt(sentences, offset) {
  const i = lastNotAbove(sentences, offset, (s) => s[0]);
  return i >= 0 && offset < sentences[i][1] ? i : -1;
}

// data-spans names every span that a segment belongs to as layer:start-end.
function segmentElement(points, {start, end, spans, sentence}, onpick, keys = false) {
  const text = points.slice(start, end);
  if (!spans.length) return el('span', {'data-at': start, 'data-to': end, 'data-sentence': sentence}, text);
  const classes = [...new Set(spans.map((s) => s.layer)), spans.some((s) => s.doubt) ? 'doubt' : '']
    .join(' ')
    .trim();
  return el(
    'mark',
    {
      class: classes,
      'data-at': start,
      'data-to': end,
      'data-sentence': sentence,
      'data-spans': spans.map((s) => `${s.layer}:${s.start}-${s.end}`).join(' '),
      onclick: () => onpick(spans),
      ...(keys && spans.some((s) => s.mark && s.start === start) ? byKeys(() => onpick(spans)) : {}),
    },
    text,
  );
}

// A mark that is reached and picked with the keyboard.
function byKeys(pick) {
  return {
    tabindex: 0,
    role: 'button',
    onkeydown: (e) => {
      if (e.key !== 'Enter' && e.key !== ' ') return;
      e.preventDefault();
      pick();
    },
  };
}
