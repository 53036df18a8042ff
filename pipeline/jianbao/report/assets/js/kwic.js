// Every place of a word, aligned and sorted, page by page; and the company that it keeps. Address: #/kwic/word/sort/page

const KWIC_SORTS = ['order', 'left', 'right', 'date'];
const KWIC_PAGE = 50;

VIEWS.kwic = async (root, [asked = '', order = 'order', which = '1']) => {
  if (!boot.server) return root.append(nothing('kwic'));
  const word = decodeURIComponent(asked);
  const sort = KWIC_SORTS.includes(order) ? order : 'order';
  const page = Math.max(1, Number(which) || 1);
  const found = await store.kwic(word, sort, (page - 1) * KWIC_PAGE, KWIC_PAGE);
  const pages = Math.max(1, Math.ceil(found.total / KWIC_PAGE));
  const address = (s, p) => `#/kwic/${encodeURIComponent(word)}/${s}/${p}`;
  const sorting = el('select.chip', {'aria-label': t('sort'), onchange: (e) => { location.hash = address(e.target.value, 1); }},
    KWIC_SORTS.map((s) => el('option', {value: s, selected: s === sort}, t(`kwic.${s}`))));
  const turn = (to, sign, label) => el('a.chip', {href: address(sort, to), 'aria-label': t(label), hidden: to < 1 || to > pages}, sign);
  root.append(el('section.card', null,
    el('h1', null, word),
    el('div.tools', null, el('span', {role: 'status'}, t('kwic.found', number(found.total), number(found.articles))), sorting,
      turn(page - 1, '←', 'kwic.previous'), el('span.small.quiet', null, `${page} / ${pages}`), turn(page + 1, '→', 'kwic.next')),
    el('div.kwic', {lang: 'zh-CN', role: 'list'}, found.rows.map(kwicLine))));
  const words = el('div.two');
  root.append(words);
  const company = await store.company(word);
  const share = company.read < company.articles ? el('p.note.small', null, t('kwic.read', number(company.read), number(company.articles))) : null;
  append(words, [share, standouts('collocates', company.collocates, word), standouts('keyness', company.keyness, word)]);
};

function kwicLine([n, start, before, term, after]) {
  const where = titles[n] ? [titles[n][2], titles[n][1]].filter(Boolean).join(' ') : '';
  return el('div', {role: 'listitem'}, el('a.kwic-line', {href: link(n, start, start + Array.from(term).length), title: where},
    el('span', null, el('bdi', null, before)), el('b', null, term), el('span', null, after)));
}

// A table of words that stand out, each leading to its own places.
function standouts(name, {rows, here, there}, word) {
  return el('section.card', null, el('h2', null, t(name)), el('p.small.quiet', null, t(`${name}.about`, number(here), number(there))),
    rows.length
      ? el('table', null, el('thead', null, el('tr', null, ['kwic.word', `${name}.here`, `${name}.there`, 'G²', 'log ratio'].map((h) => el('th', {scope: 'col'}, t(h))))),
          el('tbody', null, rows.map((r) => el('tr', null, el('td', null, el('a', {href: `#/search/${encodeURIComponent(`${word} ${r.term}`)}`}, r.term)),
            [r.here, r.there, r.g2, r.log_ratio].map((v) => el('td.number', null, number(v)))))))
      : el('p.quiet', null, t('kwic.none')));
}
