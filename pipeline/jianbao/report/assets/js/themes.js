// Theme words, slogan families, and what stands in quotation marks.

VIEWS.themes = async (root) => {
  const v = await store.view('themes');
  const term = (x, label) =>
    el(
      'details.family',
      null,
      el('summary', null, label, el('span.quiet.number', null, ` ${number(x.count ?? x.articles)}`)),
      x.cites.map((c) => citation(c)),
    );
  const block = (title, items, total, draw) =>
    items.length
      ? el(
          'section.card',
          null,
          el('h2', null, `${t(title)} `, el('span.quiet.number', null, number(total))),
          paged(el('div'), items, draw, 40),
        )
      : null;
  append(root, [
    el(
      'div.two',
      null,
      el(
        'div.stack',
        null,
        block('slogans', v.families, v.totals.families, (f) =>
          term(f, [el('b', null, f.family), el('span.small.quiet', null, ` ${f.frame}`)]),
        ),
        block('quoted', v.quoted, v.totals.quoted, (q) =>
          term(q, [
            el('span', null, `“${q.term}”`),
            el('span.small.quiet', null, ` ${t(`quoted.${q.kind}`)}`),
          ]),
        ),
      ),
      el(
        'div.stack',
        null,
        v.charts.map(chartCard),
        block('keywords', v.keywords, v.totals.keywords, (k) => term(k, el('span', null, k.term))),
      ),
    ),
  ]);
  if (!v.families.length && !v.keywords.length && !v.quoted.length) root.replaceChildren(nothing('keywords'));
};
