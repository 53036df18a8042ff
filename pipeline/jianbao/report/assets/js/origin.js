// How it was made: the manifest of the run.

VIEWS.origin = async (root) => {
  const {manifest: m, rejected, notes, charts: drawn} = await store.view('origin');
  if (!m) return root.append(el('p.quiet', null, t('no_manifest')));
  const rows = (pairs) =>
    el(
      'dl.key',
      null,
      pairs
        .filter(([, value]) => value !== null && value !== '' && value !== undefined)
        .flatMap(([key, value]) => [el('dt', null, key), el('dd', null, String(value))]),
    );
  const settings = Object.entries(m.settings).flatMap(([section, values]) =>
    Object.entries(values).map(([key, value]) => [`${section}.${key}`, JSON.stringify(value)]),
  );
  append(root, [
    el(
      'div.two',
      null,
      el(
        'div.stack',
        null,
        el(
          'section.card',
          null,
          el('h2', null, t('run')),
          rows([
            ['jianbao', m.jianbao],
            [t('status'), m.status],
            [t('started'), m.started],
            [t('finished'), m.finished],
            [t('seconds'), number(m.wall_seconds)],
            [t('workers'), m.workers],
            [t('date'), m.date],
            [t('outlet'), m.outlet],
            [t('config'), m.config_digest],
          ]),
        ),
        el(
          'section.card',
          null,
          el('h2', null, t('inputs')),
          paged(el('div'), m.inputs, (path) => el('p', null, path), 20),
        ),
        el(
          'section.card',
          null,
          el('h2', null, t('stages')),
          el(
            'p',
            null,
            m.stages.map((stage) => el('span.chip', null, stage)),
          ),
          settings.length ? rows(settings) : null,
        ),
        el('section.card', null, el('h2', null, t('reading_offsets')), el('p', null, t('offsets.about'))),
      ),
      el(
        'div.stack',
        null,
        drawn.map(chartCard),
        el(
          'section.card',
          null,
          el('h2', null, t('models')),
          m.models.length
            ? m.models.map((model) => el('p.small', null, Object.values(model).join(' · ')))
            : el('p.quiet', null, t('none')),
        ),
        el(
          'section.card',
          null,
          el('h2', null, t('versions')),
          rows([['Python', m.python], [t('platform'), m.platform], ...Object.entries(m.packages)]),
        ),
        el(
          'section.card',
          null,
          el('h2', null, t('counts')),
          rows(Object.entries(m.counts).map(([key, value]) => [t(key), number(value)])),
        ),
        notes.length
          ? el(
              'section.card',
              null,
              el('h2', null, t('notes')),
              notes.map((note) =>
                el(
                  'p.small',
                  null,
                  note.text,
                  el('span.quiet', null, ` · ${t('pages.n', number(note.pages))} · ${note.where}`),
                ),
              ),
            )
          : null,
        rejected.length
          ? el(
              'section.card',
              null,
              el('h2', null, `${t('rejected')} ${rejected.length}`),
              rejected.map((r) => el('p.small', null, `${r.id} · ${r.stage} · ${r.reason}`)),
            )
          : null,
      ),
    ),
  ]);
};
