import { h } from './dom.js';

/** The formula, drawn; screen readers get its MathML. What KaTeX cannot read is shown as it is. */
export function formula(latex, { display = false } = {}) {
  const element = h(display ? 'div' : 'span', { class: display ? 'formula display' : 'formula' });
  if (display) {
    // What is wider than its place can be scrolled by keyboard, too.
    const reach = () => {
      if (element.scrollWidth > element.clientWidth) {
        element.tabIndex = 0;
      } else {
        element.removeAttribute('tabindex');
      }
    };
    new ResizeObserver(reach).observe(element);
    // Fonts that come late make the formula wider, and not its place.
    document.fonts.ready.then(reach);
  }
  window.katex.render(latex, element, { displayMode: display, throwOnError: false, output: 'htmlAndMathml', strict: false });
  return element;
}
