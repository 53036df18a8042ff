// Search: articles that hold every word, with the words in their context.

VIEWS.search = async (root, [asked = '']) => {
  const query = decodeURIComponent(asked);
  const status = el('p.quiet', {role: 'status'}, t('searching'));
  root.append(status);
  $('query').value = query;
  try {
    const found = await store.search(query, (done) => {
      status.textContent = t('searching.n', number(done));
    });
    status.textContent = t('found', number(found.total), query);
    if (boot.server)
      root.append(el('p', null, el('a.chip', {href: `#/kwic/${encodeURIComponent(query)}`}, t('kwic.all'))));
    if (boot.left_out) root.append(el('p.note.small', null, t('left_out.search', number(boot.left_out))));
    root.append(paged(el('div.stack'), found.hits, searchHit, 30));
  } catch (error) {
    status.textContent = String(error.message);
  }
};

function searchHit({n, contexts}) {
  const [, title, date, outlet] = titles[n];
  return el(
    'article.card',
    null,
    el('h3', null, el('a', {href: link(n)}, title || t('untitled'))),
    el('p.small.quiet', null, [date, outlet].filter(Boolean).join(' · ')),
    contexts.map(([at, before, term, after]) =>
      citation([n, at, at + Array.from(term).length, before, term, after], {source: false}),
    ),
  );
}
