// Figures, what they count, and the doubts of their arithmetic.

VIEWS.figures = async (root, [which]) => {
  const v = await store.view('figures');
  if (!v.rows.length) return root.append(nothing('quantities'));
  let doubtsOnly = which === 'doubts',
    wanted = '';
  const body = el('tbody');
  const draw = () => {
    body.replaceChildren();
    const rows = v.rows.filter(
      (f) =>
        (!doubtsOnly || f.checks.length) &&
        (!wanted || [f.counted, f.change, f.unit, f.cite[4]].join(' ').includes(wanted)),
    );
    pagedRows(body, rows, figureRow);
  };
  const only = el(
    'button.chip',
    {
      type: 'button',
      'aria-pressed': doubtsOnly,
      onclick: () => {
        doubtsOnly = !doubtsOnly;
        only.setAttribute('aria-pressed', String(doubtsOnly));
        draw();
      },
    },
    `⚠ ${t('doubts.only')}`,
  );
  const filter = calmly((text) => {
    wanted = text;
    draw();
  });
  draw();
  append(root, [
    el(
      'div.stack',
      null,
      el('div.two', null, doubtsCard(v.checks), v.charts.map(chartCard)),
      el(
        'div.tools',
        null,
        only,
        el('input.field', {
          type: 'search',
          placeholder: t('filter'),
          'aria-label': t('filter'),
          oninput: (e) => filter(e.target.value.trim()),
        }),
      ),
      cutNote(v),
      el(
        'div.card.scroll-x',
        null,
        el(
          'table.cards',
          null,
          el(
            'thead',
            null,
            el(
              'tr',
              null,
              ['figure', 'counted', 'change', 'sentence'].map((key) => el('th', null, t(`figure.${key}`))),
            ),
          ),
          body,
        ),
      ),
    ),
  ]);
};

function doubtsCard(checks) {
  const rows = Object.entries(checks);
  return el(
    'section.card',
    null,
    el('h2', null, t('checks')),
    rows.length
      ? rows.map(([kind, count]) =>
          el(
            'p',
            null,
            el('span.tag.doubt', null, t(`check.${kind}`)),
            number(count),
            el('span.small.quiet', null, ` ${t(`check.${kind}.about`)}`),
          ),
        )
      : el('p.quiet', null, t('no_doubts')),
  );
}

// Table rows that grow on demand.
function pagedRows(body, rows, draw, step = 150) {
  const more = el('tr', null, el('td', {colspan: 9}, el('button.more', {type: 'button', onclick: grow})));
  let shown = 0;
  function grow() {
    for (const row of rows.slice(shown, shown + step)) body.insertBefore(draw(row), more);
    shown = Math.min(rows.length, shown + step);
    more.hidden = shown >= rows.length;
    more.querySelector('button').textContent = t('more', number(rows.length - shown));
  }
  body.append(more);
  grow();
}

function figureRow(f) {
  return el(
    'tr',
    null,
    el(
      'td.number',
      null,
      el('b', null, f.cite[4]),
      el(
        'div.small.quiet',
        null,
        [f.qualifier, rangeOf(f.value)].filter(Boolean).join(' '),
        f.kind ? ` · ${t(`figure.${f.kind}`)}` : '',
      ),
    ),
    el('td', null, f.counted || ''),
    el('td', null, f.change || ''),
    el(
      'td',
      null,
      citation(f.cite),
      f.checks.map((c) =>
        el(
          'div.note.small',
          null,
          el('b', null, t(`check.${c.kind}`)),
          `: ${c.message} `,
          c.spans.map((s) => el('a.chip', {href: link(s[0], s[1], s[2])}, s[4])),
        ),
      ),
    ),
  );
}
