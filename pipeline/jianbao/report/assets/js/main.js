// Start: frame, theme, listeners, first view.

function drawFrame() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  drawTabs();
  $('run').textContent = boot.name;
  $('query').placeholder = t('search.placeholder');
  $('query').setAttribute('aria-label', t('search.placeholder'));
  $('language').textContent = language === 'zh' ? 'EN' : '中';
  for (const id of ['language', 'theme', 'help']) {
    $(id).title = t(`key.${id}`);
    $(id).setAttribute('aria-label', t(`key.${id}`));
  }
  $('skip').textContent = t('skip');
  $('foot').textContent = t(boot.server ? 'foot.server' : 'foot', boot.version, boot.made.slice(0, 10));
}

const dark = matchMedia('(prefers-color-scheme: dark)');
setTheme(remembered('theme') || (dark.matches ? 'dark' : 'light'));
dark.addEventListener('change', () => {
  if (!remembered('theme')) {
    setTheme(dark.matches ? 'dark' : 'light');
    show();
  }
});
drawFrame();
$('language').addEventListener('click', nextLanguage);
$('theme').addEventListener('click', nextTheme);
$('help').addEventListener('click', showHelp);
$('find').addEventListener('submit', (event) => {
  event.preventDefault();
  const query = $('query').value.trim();
  if (query) location.hash = `#/search/${encodeURIComponent(query)}`;
});
$('skip').addEventListener('click', (event) => {
  event.preventDefault();
  $('view').focus();
});
addEventListener('keydown', onKey);
addEventListener('hashchange', show);
show();
