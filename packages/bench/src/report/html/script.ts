/**
 * The page's only script. It adds to a page that is whole without it: finding, filtering and sorting, kept in the
 * address, so that what one sees can be sent to somebody else.
 *
 * @module
 */

import { createHash } from 'node:crypto';

export const SCRIPT = `
(() => {
  'use strict';
  const place = document.getElementById('controls');
  const table = document.querySelector('table.matrix');
  if (!place || !table) return;
  const bodies = [...table.tBodies];
  const lines = [...table.querySelectorAll('tr[data-scenario]')];
  const home = new Map(lines.map((line) => [line, line.parentElement]));
  const others = [...document.querySelectorAll('article[data-scenario]')];
  const words = [...new Set(lines.flatMap((line) => line.dataset.show.split(' ')))].filter(Boolean);

  const make = (tag, props, ...children) => {
    const made = Object.assign(document.createElement(tag), props);
    made.append(...children);
    return made;
  };
  const choice = (name, options) =>
    make('select', { name }, ...options.map(([value, text]) => make('option', { value, textContent: text })));
  const named = (text, field) => make('label', {}, make('span', { textContent: text }), field);
  const find = make('input', { type: 'search', name: 'find', autocomplete: 'off' });
  const show = choice('show', [
    ['', 'everything'],
    ...words.filter((word) => word === 'differs').map((word) => [word, 'where runtimes differ']),
    ...words.filter((word) => word !== 'differs').map((word) => [word, word.replace(/[A-Z]/g, (c) => ' ' + c.toLowerCase())]),
  ]);
  const sort = choice('sort', [
    ['', 'as in the guide'],
    ['worst', 'worst first'],
    ['slowest', 'slowest first'],
    ['name', 'by name'],
  ]);
  const said = make('output', {});
  const form = make('form', {}, named('Find', find), named('Show', show), named('Order', sort), said);
  form.setAttribute('role', 'search');
  form.setAttribute('aria-label', 'Scenarios');
  form.addEventListener('submit', (event) => event.preventDefault());
  place.append(form);

  const orders = {
    worst: (a, b) => b.dataset.rank - a.dataset.rank,
    slowest: (a, b) => b.dataset.took - a.dataset.took,
    name: (a, b) => (a.dataset.scenario < b.dataset.scenario ? -1 : 1),
  };
  const apply = () => {
    const sought = find.value.trim().toLowerCase().split(/\\s+/).filter(Boolean);
    const kept = new Set();
    for (const line of lines) {
      const good =
        sought.every((word) => line.dataset.find.includes(word)) &&
        (show.value === '' || line.dataset.show.split(' ').includes(show.value));
      line.hidden = !good;
      if (good) kept.add(line.dataset.scenario);
    }
    for (const one of others) one.hidden = !kept.has(one.dataset.scenario);
    const order = orders[sort.value];
    for (const line of order ? lines.toSorted(order) : lines) (order ? bodies[0] : home.get(line)).append(line);
    for (const body of bodies) {
      const head = body.querySelector('.part');
      head.hidden = order !== undefined || ![...body.querySelectorAll('[data-scenario]')].some((line) => !line.hidden);
    }
    said.value = kept.size === lines.length ? '' : kept.size + ' of ' + lines.length + ' scenarios';
  };
  const fields = [find, show, sort];
  const read = () => {
    const asked = new URLSearchParams(location.search);
    for (const field of fields) {
      const value = asked.get(field.name) ?? '';
      field.value = value;
      if (field.value !== value) field.value = '';
    }
    apply();
  };
  const write = () => {
    const address = new URL(location.href);
    for (const { name, value } of fields) {
      if (value === '') address.searchParams.delete(name);
      else address.searchParams.set(name, value);
    }
    history.replaceState(null, '', address);
  };
  form.addEventListener('input', () => {
    apply();
    write();
  });
  // A link never leads to what a filter has hidden.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest('[hidden]')) return;
    find.value = '';
    show.value = '';
    apply();
    write();
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  addEventListener('popstate', read);
  read();
  reveal();
})();
`;

/** By which the page's policy knows it. */
export const SCRIPT_HASH: string = `sha256-${createHash('sha256').update(SCRIPT).digest('base64')}`;
