// One text of the reader's own, analysed by the server that sent the page.

VIEWS.analyse = async (root) => {
  const field = (name, attributes) =>
    el('input.field', {'aria-label': t(name), placeholder: t(name), ...attributes});
  const title = field('title'),
    date = field('date', {placeholder: '2021-05-07', maxlength: 10}),
    outlet = field('outlet');
  const text = el('textarea.field.own-text', {
    rows: 9,
    placeholder: t('analyse.text'),
    'aria-label': t('analyse.text'),
    maxlength: 100000,
    lang: 'zh-CN',
  });
  const status = el('p.quiet', {role: 'status'}),
    result = el('div');
  const go = el(
    'button.chip',
    {
      type: 'button',
      id: 'go',
      onclick: async () => {
        if (!text.value.trim()) return;
        go.disabled = true;
        status.textContent = t('analysing');
        try {
          const value = {
            text: text.value,
            title: title.value.trim(),
            date: date.value.trim() || null,
            outlet: outlet.value.trim() || null,
          };
          const main = el('div'),
            facts = el('aside.facts.card');
          articleReader(await store.analyse(value), null, [], main, facts);
          result.replaceChildren(el('div.reading.own', null, main, facts));
          status.textContent = '';
        } catch (error) {
          status.textContent = String(error.message);
        }
        go.disabled = false;
      },
    },
    t('analyse'),
  );
  append(root, [
    el('div.card.stack', null, el('div.three', null, title, date, outlet), text, el('p', null, go), status),
    result,
  ]);
};
