// People over the whole run: posts in time, what they said, where they are named, why articles were joined.

VIEWS.people = async (root, [asked]) => {
  const v = await store.view('people');
  if (!v.rows.length) return root.append(nothing('persons'));
  const wanted = asked && decodeURIComponent(asked);
  const chosen = v.rows.find((p) => p.id === wanted || p.name === wanted) || v.rows[0];
  const list = el('div');
  const draw = (rows) => {
    list.replaceChildren();
    paged(list, rows, (p) => personRow(p, chosen));
  };
  draw(v.rows);
  const filter = calmly((text) =>
    draw(
      v.rows.filter((p) =>
        [p.name, ...p.aliases, ...p.posts.map((x) => `${x.org || ''}${x.title}`)].join(' ').includes(text),
      ),
    ),
  );
  root.append(
    el(
      'div.side',
      null,
      el(
        'nav.list',
        {'aria-label': t('persons')},
        el('input.field', {
          type: 'search',
          placeholder: t('filter.people'),
          'aria-label': t('filter.people'),
          oninput: (e) => filter(e.target.value.trim()),
        }),
        list,
        cutNote(v),
      ),
      personCard(chosen),
    ),
  );
  if (v.reporters.length)
    root.append(
      el(
        'p.small.quiet',
        null,
        `${t('reporters')}：${v.reporters.slice(0, 60).join('、')}${v.reporters.length > 60 ? '…' : ''}`,
      ),
    );
};

function personRow(p, chosen) {
  return el(
    'a.person-row',
    {href: `#/people/${encodeURIComponent(p.id)}`, 'aria-current': p === chosen},
    el('span', null, p.id),
    el('span', null, p.articles),
  );
}

function personCard(p) {
  return el(
    'article.card.stack',
    null,
    el(
      'header',
      null,
      el('div.big-name', null, p.name),
      el(
        'p.quiet',
        null,
        [
          t('articles.n', number(p.articles)),
          p.first === p.last ? p.first : `${p.first} – ${p.last}`,
          ...p.outlets,
        ]
          .filter(Boolean)
          .join(' · '),
      ),
      p.aliases.map((alias) => el('span.chip', null, alias)),
    ),
    p.posts.length
      ? el(
          'section',
          null,
          el('h3', null, t('posts')),
          el(
            'ol.line',
            null,
            p.posts.map((post) =>
              el(
                'li.post-line',
                null,
                el('span.when', null, post.date || ''),
                el('a', {href: link(post.n)}, `${post.status || ''}${post.org || ''} ${post.title}`),
              ),
            ),
          ),
        )
      : null,
    p.quotes.length
      ? el(
          'section',
          null,
          el('h3', null, t('said')),
          p.quotes.map((c) => citation(c)),
        )
      : null,
    el(
      'section',
      null,
      el('h3', null, t('mentions')),
      paged(el('div'), p.mentions, (c) => citation(c), 15),
    ),
    p.merges.length
      ? el(
          'section',
          null,
          el('h3', null, t('merges')),
          el(
            'ul.small.quiet',
            null,
            p.merges.map((m) =>
              el(
                'li',
                null,
                el('a', {href: link(m.a)}, `#${m.a + 1}`),
                ' = ',
                el('a', {href: link(m.b)}, `#${m.b + 1}`),
                `: ${m.reason}`,
              ),
            ),
          ),
        )
      : null,
  );
}
