// Where the data comes from: compressed blocks inside this file, or the server that sent the page.

const boot = JSON.parse($('boot').textContent);

class Embedded {
  constructor() {
    this.opened = new Map();
    this.texts = null;
  }

  block(name) {
    if (!this.opened.has(name)) this.opened.set(name, unpacked($(`data-${name}`).textContent));
    return this.opened.get(name);
  }

  view(name) {
    return this.block(name);
  }

  contents() {
    return this.block('contents');
  }

  // {article, page: its text as it was read}; null where only the title is embedded.
  async article(n) {
    const row = (await this.contents())[n];
    if (!row || row[5] < 0) return null;
    const chunk = await this.chunk(row[5]);
    let at = n - chunk.first;
    const [, article] = chunk.items[at];
    while (chunk.items[at][0] === null) at -= 1; // the page's text stands with its first article
    return {article, page: chunk.items[at][0]};
  }

  // What the page looks like where the article stands: [{page, box, jpeg}]; empty where it has no picture.
  async clippings(n) {
    return $(`data-clippings-${n}`) ? this.block(`clippings-${n}`) : [];
  }

  // The last few chunks stay open; of all others only what the search needs.
  async chunk(i) {
    const name = `chunk-${i}`;
    const kept = [...this.opened.keys()].filter((key) => key.startsWith('chunk-'));
    if (kept.length > 6 && !this.opened.has(name)) this.opened.delete(kept[0]);
    return this.block(name);
  }

  // All articles that hold every term: {total, hits: [{n, contexts: [[start, before, term, after]]}]}.
  async search(query, progress) {
    await loadFolding();
    const terms = termsOf(query);
    const texts = await this.allTexts(progress);
    const hits = terms.length
      ? texts.map(({n, text, plain}) => hit(n, text, plain, terms)).filter(Boolean)
      : [];
    hits.sort((a, b) => b.weight - a.weight || a.n - b.n);
    return {total: hits.length, hits};
  }

  async allTexts(progress) {
    if (this.texts) return this.texts;
    const made = [];
    for (let i = 0; $(`data-chunk-${i}`); i++) {
      const chunk = await this.chunk(i);
      chunk.items.forEach(([, a], k) => made.push({n: chunk.first + k, text: a.text, plain: folded(a.text)}));
      progress(made.length);
    }
    this.texts = made;
    return made;
  }
}

class Server {
  constructor() {
    this.kept = new Map();
  }

  async get(path, options = {}) {
    const answer = await fetch(path, options);
    const value = await answer.json();
    if (!answer.ok) throw new Error(typeof value.detail === 'string' ? value.detail : answer.statusText);
    return value;
  }

  view(name) {
    if (!this.kept.has(name)) this.kept.set(name, this.get(`api/views/${encodeURIComponent(name)}`));
    return this.kept.get(name);
  }

  contents() {
    return this.view('contents');
  }

  article(n) {
    return this.get(`api/articles/${Number(n)}`);
  }

  async clippings() {
    return [];
  }

  analyse(text) {
    return this.get('analyse', {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify(text),
    });
  }

  // Without edits the last correction is undone.
  correct(n, revision, edits = null) {
    const headers = {'content-type': 'application/json'};
    if (boot.token) headers.authorization = `Bearer ${encodeURI(keptToken())}`;
    return this.get(`api/articles/${Number(n)}/${edits ? 'corrections' : 'undo'}`, {
      method: 'POST',
      headers,
      body: JSON.stringify({revision, edits: edits || [], who: remembered('who') || ''}),
    });
  }

  kwic(word, sort, offset, limit) {
    return this.get(`api/kwic?${new URLSearchParams({q: word, sort, offset, limit})}`);
  }

  company(word) {
    return this.get(`api/company?${new URLSearchParams({q: word})}`);
  }

  search(query) {
    return this.get(`api/search?${new URLSearchParams({q: query, limit: 100})}`);
  }
}

const store = boot.server ? new Server() : new Embedded();

async function unpacked(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}

// Words and "phrases" of a query, folded.
function termsOf(query) {
  const found = query.match(/["“「][^"”」]+["”」]|\S+/g) || [];
  return found.map((term) => folded(term.replace(/["“”「」\s]/g, ''))).filter(Boolean);
}

// How an article answers, null where a term is missing from it.
function hit(n, text, plain, terms, width = 24, most = 4) {
  const places = [];
  let weight = 0;
  for (const term of terms) {
    let at = plain.indexOf(term);
    if (at < 0) return null;
    for (let count = 0; at >= 0; at = plain.indexOf(term, at + term.length), count++) {
      weight += 1;
      if (count < most) places.push([at, at + term.length]);
    }
  }
  places.sort((a, b) => a[0] - b[0]);
  const points = new CodePoints(text);
  const contexts = places
    .slice(0, most)
    .map(([from, to]) => [
      points.at(from),
      lineOf(text.slice(Math.max(0, from - width), from)),
      text.slice(from, to),
      lineOf(text.slice(to, to + width)),
    ]);
  return {n, weight, contexts};
}

function lineOf(text) {
  return text.replace(/\s/g, ' ');
}
