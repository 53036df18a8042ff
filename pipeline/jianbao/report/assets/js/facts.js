// What was found in one article; every fact is a button that leads to its sentence.

function factsOf(article, points, go) {
  const a = article;
  const fact = (spans, head, detail, doubts = []) => {
    const [start, end] = spans[0] || [0, 0];
    return el(
      'button.fact',
      {type: 'button', 'data-at': `${start}-${end}`, 'aria-pressed': 'false', onclick: () => go(start, end)},
      el('span.clamp', null, head),
      detail ? el('small', null, detail) : null,
      doubts.map((d) => el('span.doubt-text', null, `⚠ ${t(`check.${d.kind}`)}: ${d.message}`)),
    );
  };
  const at = (x) => [[x.start, x.end]];
  const section = (title, items) =>
    items.length
      ? el('section', null, el('h2', null, `${t(title)} `, el('span.number', null, items.length)), items)
      : null;
  const s = a.summary;
  return el(
    'div',
    null,
    s ? el('section', null, el('h2', null, t('summary')), fact(s.spans, s.text, '', [])) : null,
    s
      ? section(
          'cited',
          ['who', 'what', 'when', 'where', 'to_whom', 'figures', 'demands'].flatMap((key) =>
            (s[key] || []).map((f) => fact(f.spans, [el('span.tag', null, t(`summary.${key}`)), f.text])),
          ),
        )
      : null,
    section(
      'persons',
      (a.persons || []).flatMap((p) => personFacts(p, fact)),
    ),
    section(
      'quotes',
      (a.quotes || []).map((q) =>
        fact(
          at(q),
          [el('b', null, q.speaker), ` ${q.cue}：`, q.text],
          [t(q.direct ? 'quote.direct' : 'quote.indirect'), t(`quote.${q.kind}`), t(`by.${q.resolved_by}`)]
            .filter(Boolean)
            .join(' · '),
        ),
      ),
    ),
    section(
      'points',
      (a.points || [])
        .flatMap((list) => [
          list.announced
            ? el(
                'p.small.quiet',
                null,
                t('announced', list.announced, list.items.length),
                list.complete === false ? ' ⚠' : ' ✓',
              )
            : null,
          ...list.items.map((p) => fact(at(p), [el('b', null, p.marker), ' ', p.text])),
        ])
        .filter(Boolean),
    ),
    section(
      'quantities',
      (a.quantities || []).map((q) =>
        fact(
          at(q),
          [el('b', null, q.text), q.counted ? ` ${q.counted}` : ''],
          [q.change, q.qualifier, rangeOf(q.value)].filter(Boolean).join(' · '),
          q.checks,
        ),
      ),
    ),
    section(
      'times',
      (a.times || []).map((x) =>
        fact(
          at(x),
          [el('b', null, x.text), ' → ', x.value || t('unresolved')],
          x.anchor ? t(`anchor.${x.anchor}`) : '',
        ),
      ),
    ),
    section(
      'places',
      (a.places || []).map((p) =>
        fact(
          p.mentions,
          el('b', null, p.name),
          [...(p.path || []), ...(p.parent && !(p.path || []).includes(p.parent) ? [p.parent] : [])].join(
            ' › ',
          ),
        ),
      ),
    ),
    section(
      'events',
      (a.events || []).map((e) =>
        fact(
          at(e),
          [el('b', null, e.type), ` ${e.trigger}`],
          [e.date, e.place, (e.participants || []).map((p) => p.name).join('、')].filter(Boolean).join(' · '),
        ),
      ),
    ),
    section(
      'slogans',
      (a.slogans || []).map((f) =>
        fact([[f.members[0].start, f.members[f.members.length - 1].end]], el('b', null, f.family), f.frame),
      ),
    ),
    section(
      'keywords',
      (a.keywords || [])
        .slice(0, 15)
        .map((k) => fact(k.spans || [], k.term, [k.kind, number(k.score), `${(k.spans || []).length}×`].filter(Boolean).join(' · '))),
    ),
  );
}

function personFacts(person, fact) {
  const posts = person.posts || [];
  const name = fact(
    person.mentions || [],
    el('b', null, person.name),
    [
      person.role === 'reporter' ? t('reporter') : '',
      ...(person.aliases || []),
      person.gender,
      person.ethnicity,
      `${(person.mentions || []).length}×`,
    ]
      .filter(Boolean)
      .join(' · '),
  );
  const own =
    person.role === 'newsmaker' || !person.role
      ? el('a.small', {href: `#/people/${encodeURIComponent(person.name)}`}, `　→ ${t('person.page')}`)
      : null;
  return [
    name,
    own,
    ...posts.map((p) =>
      fact(
        p.start >= 0 ? [[p.start, p.end]] : person.mentions || [],
        `　${p.status || ''}${p.org_full || p.org || ''} ${p.title}`,
      ),
    ),
  ].filter(Boolean);
}

function rangeOf(value) {
  return Array.isArray(value) ? value.map(number).join(' – ') : number(value);
}
