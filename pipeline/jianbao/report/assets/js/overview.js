// The overview in figures.

const TILES = [
  ['pages', null],
  ['articles', 'page'],
  ['characters', null],
  ['persons', 'people'],
  ['entities', 'network'],
  ['places', 'places'],
  ['times', 'timeline'],
  ['events', 'timeline'],
  ['quantities', 'figures'],
  ['checks', 'figures/doubts'],
  ['quotes', 'people'],
  ['points', 'page'],
  ['keywords', 'themes'],
  ['slogans', 'themes'],
];

VIEWS.overview = async (root) => {
  const v = await store.view('overview');
  const tiles = TILES.filter(([key]) => v.counts[key] !== undefined).map(([key, tab]) =>
    el(
      tab ? 'a.tile' : 'div.tile',
      {href: tab && `#/${tab}`, class: key === 'checks' && v.counts[key] ? 'doubt' : ''},
      el('b', null, number(v.counts[key])),
      el('span', null, t(key)),
    ),
  );
  const span = v.dates.length
    ? v.dates[0] === v.dates[1]
      ? v.dates[0]
      : `${v.dates[0]} – ${v.dates[1]}`
    : '';
  append(root, [
    el(
      'div.stack',
      null,
      el(
        'div',
        null,
        el('h1', null, boot.name),
        el(
          'p.quiet',
          null,
          [span, ...v.outlets.map(([name]) => name).slice(0, 6)].filter(Boolean).join(' · '),
        ),
      ),
      boot.left_out ? el('p.note', null, t('left_out.count', number(boot.left_out))) : null,
      el('div.tiles', null, tiles),
      v.summaries.length && v.counts.pages <= 12
        ? el(
            'section.card',
            null,
            el('h2', null, t('summary')),
            v.summaries.map((s) => el('p.lead', null, s)),
          )
        : null,
      v.themes.length
        ? el(
            'section',
            null,
            el('h2', null, t('themes')),
            v.themes.map((theme) => el('a.chip', {href: `#/search/${encodeURIComponent(theme)}`}, theme)),
          )
        : null,
      el(
        'div.two',
        null,
        el('section.card', null, el('h2', null, t('contents')), briefs(v.briefs)),
        el('div.stack', null, v.charts.map(chartCard)),
      ),
    ),
  ]);
};

function briefs({rows, total}) {
  return el(
    'div',
    null,
    paged(
      el('div'),
      rows,
      (b) =>
        el(
          'div.brief',
          null,
          el('a', {href: link(b.n)}, b.title || t('untitled')),
          el('p.quiet.small', null, [b.date, b.brief].filter(Boolean).join('　')),
        ),
      12,
    ),
    total > rows.length ? el('p.small', null, el('a', {href: '#/page'}, t('all', number(total)))) : null,
  );
}
