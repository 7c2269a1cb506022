import { field, h, select } from '../../lib/dom.js';

/**
 * The reader's own table: its text, pasted or of a file, and its columns.
 *
 * `choose(found)` asks for the points of these columns; nothing comes back where they are refused.
 */
export function tableForm({ context, choose }) {
  const text = h('textarea', { rows: 4, spellcheck: 'false', placeholder: 'length,width,kind\n5.1,3.5,a\n6.2,2.9,b', 'data-test': 'csv-text' });
  const file = h('input', { type: 'file', accept: '.csv,.tsv,.txt,text/csv,text/plain', onchange: async () => {
    if (file.files[0]) {
      if (file.files[0].size > 1 << 20) {
        context.problem('The file is larger than 1 MB. Take a sample of its rows.');
        return;
      }
      text.value = await file.files[0].text();
      read();
    }
  } });
  const columns = h('div', { class: 'row' });

  /** Takes the table that was typed; `linked` names its columns where a link brought it. */
  async function read(linked = null) {
    try {
      const answer = await context.call('csv', { text: text.value });
      const { x, y, target } = linked ?? answer.table;
      const found = { ...answer.table, x, y, target, text: text.value };
      show(found);
      await choose(found);
    } catch (error) {
      context.problem(error);
    }
  }

  function show(found) {
    const pick = (name, list, label) => field(label, select(list, found[name], { 'data-test': `csv-${name}`, onchange: async (event) => {
      const next = { ...found, [name]: event.target.value };
      // A column that is chosen twice changes places.
      const twice = ['x', 'y', 'target'].find((other) => other !== name && found[other] === next[name]);
      if (twice) {
        next[twice] = found[name];
      }
      show(await choose(next) ? next : found);
    } }));
    columns.replaceChildren(pick('x', found.numeric, 'Across'), pick('y', found.numeric, 'Up'), pick('target', found.columns, 'To predict'));
  }

  return {
    element: h('details', { 'data-test': 'csv' }, h('summary', { text: 'Use your own table (CSV)' }),
      field('Paste it, with a line of names', text), field('or choose a file', file),
      h('div', { class: 'row' }, h('button', { type: 'button', 'data-test': 'csv-read', text: 'Use this table', onclick: () => read() })), columns),
    /** The table of a link. */
    take(linked) {
      text.value = String(linked.text);
      return read(linked);
    },
  };
}
