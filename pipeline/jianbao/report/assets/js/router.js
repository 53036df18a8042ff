// The address says which view is shown: #/tab/rest, so that every view and fact has a link.

async function show() {
  const [tab = 'overview', ...rest] = location.hash.replace(/^#\/?/, '').split('/').filter(Boolean);
  const name = VIEWS[tab] ? tab : 'overview';
  const root = el('div', {'data-view': name});
  const ticket = (show.ticket = (show.ticket || 0) + 1);
  for (const link of $('tabs').children) {
    const chosen = link.dataset.tab === name;
    link.setAttribute('aria-selected', String(chosen));
    link.tabIndex = chosen ? 0 : -1;
    if (chosen) link.scrollIntoView({block: 'nearest', inline: 'nearest'});
  }
  if (![...$('tabs').children].some((link) => link.tabIndex === 0)) $('tabs').firstElementChild.tabIndex = 0;
  if (rest.length < 2) scrollTo(0, 0);
  delete document.body.dataset.ready;
  try {
    $('view').replaceChildren(root);
    titles = await store.contents();
    await VIEWS[name](root, rest);
  } catch (error) {
    if (ticket === show.ticket) root.replaceChildren(el('p.note', null, String(error.message || error)));
    throw error;
  } finally {
    if (ticket === show.ticket) document.body.dataset.ready = String(ticket);
  }
}

function drawTabs() {
  $('tabs').replaceChildren(
    ...boot.tabs.map((tab) =>
      el(
        'a.tab',
        {href: `#/${tab}`, role: 'tab', 'data-tab': tab, 'aria-selected': 'false', tabindex: -1},
        t(`tab.${tab}`),
      ),
    ),
  );
}
