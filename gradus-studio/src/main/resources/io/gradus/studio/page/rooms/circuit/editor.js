import { h } from '../../lib/dom.js';

/** The expression box: says while one types what is wrong and where. */
export function editor({ check, open, preset }) {
  const box = h('textarea', { id: 'circuit-expression', class: 'expression', rows: 1, spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off',
    'aria-describedby': 'circuit-problem', 'data-test': 'expression' });
  const status = h('div', { id: 'circuit-problem', class: 'problem-line', 'aria-live': 'polite', 'data-test': 'problem' });
  const chips = h('div', { class: 'presets', role: 'group', 'aria-label': 'Examples' });
  const look = h('p', { class: 'look muted', 'data-test': 'look' });
  const help = h('dl', { class: 'functions' });
  let timer = 0;
  let drawn = null;
  let turn = 0;

  const fit = () => {
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight + 2, 160)}px`;
  };
  const tell = (answer) => {
    const problem = answer.problem;
    box.setAttribute('aria-invalid', problem ? 'true' : 'false');
    if (!problem) {
      status.replaceChildren(answer.gates ? h('span', { class: 'muted', text: `${answer.gates} gates, ${answer.inputs} inputs. Enter draws it.` }) : '');
      return;
    }
    status.replaceChildren(
      h('pre', { class: 'excerpt', 'aria-hidden': 'true' }, `${problem.excerpt}\n${' '.repeat(problem.mark)}`, h('mark', { text: '^'.repeat(Math.max(1, Math.min(problem.length, problem.excerpt.length - problem.mark))) })),
      h('p', { class: 'bad', text: problem.message }));
  };
  const live = async () => {
    const mine = ++turn;
    try {
      const answer = await check(box.value);
      if (mine === turn) {
        tell(answer);
      }
    } catch (error) {
      if (mine === turn) {
        status.replaceChildren(h('p', { class: 'bad', text: error.message }));
      }
    }
  };
  const submit = async () => {
    clearTimeout(timer);
    turn++;
    tell({ problem: null });
    const problem = await open(box.value);
    if (problem) {
      tell({ problem });
      box.focus();
    }
  };
  box.addEventListener('input', () => {
    fit();
    clearTimeout(timer);
    timer = setTimeout(live, 200);
  });
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  });
  const element = h('div', { class: 'panel editor' },
    h('form', { class: 'typed', onsubmit: (event) => { event.preventDefault(); submit(); } },
      h('label', { for: 'circuit-expression', text: 'Expression' }),
      box,
      h('button', { type: 'submit', class: 'primary', 'data-test': 'open', text: 'Draw' })),
    status, chips, look,
    h('details', {}, h('summary', { text: 'What can be typed' }),
      h('p', {}, 'Numbers, names, + − * / ^ and ( ). A value gets a name with ', h('code', { text: 'q = x + y; q * z' }), '; an input gets a number with ',
        h('code', { text: 'x = 3; x * y' }), '. A row is ', h('code', { text: '[a, b, c]' }), ', and ', h('code', { text: '[0]' }), ' takes its first number.'),
      help));
  return {
    element,
    show(view, name) {
      // A step must not take away what is being typed.
      if (view.expression !== drawn) {
        drawn = view.expression;
        box.value = drawn;
        fit();
        tell({ problem: null });
      }
      if (!chips.firstChild) {
        chips.append(...view.presets.map((one) => h('button', { type: 'button', class: 'small', 'data-test': `preset-${one.name}`, 'data-name': one.name,
          text: one.title, onclick: () => { drawn = null; preset(one.name); } })));
        help.append(...Object.entries(view.functions).map(([key, text]) => h('div', {}, h('dt', { text: key }), h('dd', { text }))));
      }
      for (const chip of chips.children) {
        chip.setAttribute('aria-pressed', String(chip.dataset.name === name));
      }
      const chosen = view.presets.find((one) => one.name === name);
      look.replaceChildren(chosen ? `${chosen.look} (${chosen.source})` : view.notes.join(' '));
      requestAnimationFrame(fit);
    },
    end() {
      clearTimeout(timer);
    },
  };
}
