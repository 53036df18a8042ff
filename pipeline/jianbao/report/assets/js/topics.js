// Topics, their history, bursting terms and reprints.

VIEWS.topics = async (root) => {
  const v = await store.view('topics');
  if (!v.topics.length)
    return root.append(el('p.quiet', null, t('no_topics', number(v.least), number(v.articles))));
  append(root, [
    el(
      'div.stack',
      null,
      v.charts.map(chartCard),
      el('div.three', null, v.topics.map(topicCard)),
      el('div.two', null, burstsCard(v.bursts), reprintsCard(v.reprints)),
    ),
  ]);
};

function topicCard(topic) {
  const bar = el('i');
  bar.style.width = `${Math.round(100 * topic.share)}%`;
  return el(
    'section.card.topic',
    null,
    el('h2', null, topic.name),
    el('p.small.quiet', null, t('topic.size', number(topic.size), (100 * topic.share).toFixed(1))),
    el('div.share', null, bar),
    el(
      'p',
      null,
      topic.terms.map(([term]) => el('a.chip', {href: `#/search/${encodeURIComponent(term)}`}, term)),
    ),
    topic.articles.map((a) =>
      el('a.cite', {href: link(a.n)}, el('small', null, a.date || ''), a.title || t('untitled')),
    ),
  );
}

function burstsCard(bursts) {
  if (!bursts.length) return null;
  return el(
    'section.card',
    null,
    el('h2', null, t('bursts')),
    el('p.small.quiet', null, t('bursts.about')),
    el(
      'table',
      null,
      el(
        'tbody',
        null,
        bursts.map((b) =>
          el(
            'tr',
            null,
            el('td', null, el('a', {href: `#/search/${encodeURIComponent(b.term)}`}, b.term)),
            el('td.number.quiet', null, number(b.count)),
            el(
              'td.small.number',
              null,
              b.bursts.map((x) => (x.start === x.end ? x.start : `${x.start} – ${x.end}`)).join('，'),
            ),
          ),
        ),
      ),
    ),
  );
}

function reprintsCard(reprints) {
  if (!reprints || !reprints.rows.length) return null;
  return el(
    'section.card',
    null,
    el('h2', null, `${t('reprints')} `, el('span.quiet.number', null, number(reprints.total))),
    paged(
      el('div'),
      reprints.rows,
      (group) =>
        el(
          'div.brief',
          null,
          el('span.tag', null, `${Math.round(100 * group.similarity)} %`),
          group.articles.map((a) =>
            el('a.cite', {href: link(a.n)}, el('small', null, a.date || ''), a.title || t('untitled')),
          ),
        ),
      20,
    ),
  );
}
