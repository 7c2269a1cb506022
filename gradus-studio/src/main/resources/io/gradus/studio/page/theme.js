// Before the first paint, so that a dark page does not flash.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('gradus-theme');
  } catch {
    // A browser that keeps nothing follows the system.
  }
  const asked = new URLSearchParams(location.search).get('theme');
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const theme = asked || chosen || (dark ? 'dark' : 'light');
  document.documentElement.dataset.theme = theme === 'dark' ? 'dark' : 'light';
})();
