// All articles, chosen by facets and sorted; what is chosen stands in the address: #/articles/person=李明/sort=title.

const SORTS = {
  order: (a, b) => a.n - b.n,
  date: (a, b) => (a.row[2] || '').localeCompare(b.row[2] || '') || a.n - b.n,
  title: (a, b) => (a.row[1] || '').localeCompare(b.row[1] || '', 'zh'),
  outlet: (a, b) => (a.row[3] || '').localeCompare(b.row[3] || '', 'zh') || a.n - b.n,
  length: (a, b) => b.row[4] - a.row[4],
};

VIEWS.articles = async (root, parts) => {
  const [contents, view] = [await store.contents(), await store.view('articles')];
  if (!contents.length) return root.append(nothing('articles'));
  const chosen = view.facets.map(() => new Set());
  let sort = 'order';
  for (const part of parts) {
    const [key, ...value] = decodeURIComponent(part).split('=');
    const facet = view.facets.indexOf(key);
    const at = facet < 0 ? -1 : view.values[key].indexOf(value.join('='));
    if (at >= 0) chosen[facet].add(at);
    if (key === 'sort' && SORTS[value[0]]) sort = value[0];
  }
  const list = el('div.card');
  const panel = el('div.facets.list');
  root.append(el('div.side', null, panel, list));
  draw();

  function address(selection = chosen, order = sort) {
    const parts = view.facets.flatMap((facet, f) => [...selection[f]].map((v) => `${facet}=${view.values[facet][v]}`));
    if (order !== 'order') parts.push(`sort=${order}`);
    return `#/articles/${parts.map(encodeURIComponent).join('/')}`;
  }

  function toggled(f, v) {
    const selection = chosen.map((set) => new Set(set));
    selection[f][selection[f].has(v) ? 'delete' : 'add'](v);
    return address(selection);
  }

  function matching() {
    return contents
      .map((row, n) => ({row, n, has: view.rows[n]}))
      .filter(({has}) => chosen.every((set, f) => [...set].every((v) => has[f].includes(v))))
      .sort(SORTS[sort]);
  }

  function draw() {
    const found = matching();
    panel.replaceChildren(...view.facets.map((facet, f) => facetOf(facet, f, found)).filter(Boolean));
    list.replaceChildren(
      el('div.tools', null, el('b', {'aria-live': 'polite'}, t('articles.found', number(found.length))), sorting(),
        el('button.chip.push', {type: 'button', onclick: () => download(found)}, 'CSV')),
      paged(el('div', null), found, entry, 60),
    );
  }

  function facetOf(facet, f, found) {
    const counts = new Map();
    for (const {has} of found) for (const v of has[f]) counts.set(v, (counts.get(v) || 0) + 1);
    const values = [...counts].sort((a, b) => chosen[f].has(b[0]) - chosen[f].has(a[0]) || b[1] - a[1] || a[0] - b[0]);
    if (!values.length || (values.length === 1 && !view.values[facet][values[0][0]])) return null;
    const value = ([v, count]) =>
      el('a.person-row', {href: toggled(f, v), 'aria-current': chosen[f].has(v)},
        el('span', null, view.values[facet][v] || t('facet.none')), el('span', null, number(count)));
    return el('details', {open: f < 5 && innerWidth > 760}, el('summary', null, t(`facet.${facet}`)),
      paged(el('div', null), values, value, 8));
  }

  function sorting() {
    const options = Object.keys(SORTS).map((key) => el('option', {value: key, selected: key === sort}, t(`sort.${key}`)));
    return el('select.chip', {
      'aria-label': t('sort'),
      onchange: (e) => { location.hash = address(chosen, e.target.value); },
    }, options);
  }

  function entry({row, n}) {
    return el('a.entry', {href: link(n)}, el('b', null, row[1] || row[0]),
      el('span.small.quiet', null, [row[2], row[3], t('characters.n', number(row[4]))].filter(Boolean).join(' · ')));
  }

  function download(found) {
    const columns = ['id', 'title', 'date', 'outlet', 'characters', ...view.facets.slice(2)];
    const rows = found.map(({row, has}) => [
      ...row.slice(0, 5), ...view.facets.slice(2).map((facet, i) => has[i + 2].map((v) => view.values[facet][v]).join('; ')),
    ]);
    saveCsv('articles.csv', [columns, ...rows]);
  }
};

// A table as a CSV file for spreadsheets; no cell begins like a formula.
function saveCsv(name, rows) {
  const cell = (value) => {
    const text = String(value ?? '').replace(/^[=+\-@\t\r＝＋－＠]/, "'$&");
    return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  const text = `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
  const address = URL.createObjectURL(new Blob([text], {type: 'text/csv'}));
  el('a', {href: address, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
