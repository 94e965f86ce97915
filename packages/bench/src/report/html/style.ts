/**
 * The page's looks. One scale of sizes (a step is a fourth more), one scale of spaces, one colour a meaning.
 *
 * @module
 */

import { Html } from './markup.ts';
import { RECORDED_STYLE } from './recorded-style.ts';

export const STYLE: Html = new Html(`
:root {
  color-scheme: light dark;
  --small: 0.8rem; --text: 1rem; --h4: 1rem; --h3: 1.25rem; --h2: 1.5625rem; --h1: 1.953rem;
  --gap: 0.5rem;
  --paper: light-dark(#ffffff, #14171a);
  --panel: light-dark(#f5f6f8, #1d2125);
  --line: light-dark(#d9dde2, #353b42);
  --ink: light-dark(#1b1f24, #e4e7ea);
  --quiet: light-dark(#59626d, #a0a9b3);
  --link: light-dark(#0b57c2, #7db3ff);
  --held: light-dark(#1a7340, #63cf8d);
  --surprised: light-dark(#00698c, #58c4e6);
  --not-run: light-dark(#59626d, #a0a9b3);
  --proved-nothing: light-dark(#8a5a00, #e6b450);
  --not-finished: light-dark(#8a3ab9, #d59bf5);
  --broken: light-dark(#c01c28, #ff7b80);
  --sans: system-ui, sans-serif;
  --mono: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: calc(3 * var(--gap)); max-width: 76rem;
  background: var(--paper); color: var(--ink);
  font: var(--text)/1.5 var(--sans); overflow-wrap: anywhere;
}
h1, h2, h3, h4 { line-height: 1.25; margin: 0; text-wrap: balance; }
h1 { font-size: var(--h1); }
h2 { font-size: var(--h2); margin: calc(7 * var(--gap)) 0 calc(2 * var(--gap)); }
h3 { font-size: var(--h3); }
h4 { font-size: var(--h4); margin: calc(3 * var(--gap)) 0 var(--gap); }
p, ul, dl, pre, figure, details { margin: var(--gap) 0; }
p, li, dd { max-width: 46rem; }
ul { padding-left: 1.25rem; }
a { color: var(--link); text-underline-offset: 0.15em; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code, pre, .key { font-family: var(--mono); font-size: 0.875em; }
pre { background: var(--panel); padding: calc(1.5 * var(--gap)); border-radius: 4px; white-space: pre-wrap; tab-size: 2; }
pre.code { white-space: pre; overflow-x: auto; }
.quiet, caption, .meta, dt, .why { color: var(--quiet); }
.words { list-style: none; padding: 0; color: var(--quiet); display: grid; gap: 0.25rem; }
.meta, .words, caption, small, .why, dt, figcaption, .legend { font-size: var(--small); }
.note { border-left: 4px solid var(--proved-nothing); padding-left: calc(1.5 * var(--gap)); }
article { border-top: 1px solid var(--line); margin-top: calc(5 * var(--gap)); padding-top: calc(3 * var(--gap)); }
article.brief { margin-top: calc(2 * var(--gap)); padding-top: calc(2 * var(--gap)); }
.said { border-left: 4px solid var(--line); padding-left: calc(1.5 * var(--gap)); }
summary { cursor: pointer; color: var(--link); width: fit-content; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: calc(1.5 * var(--gap)) calc(3 * var(--gap)); }
.facts dd { margin: 0; }
.counts { display: flex; flex-wrap: wrap; gap: var(--gap); list-style: none; padding: 0; }
.status {
  --c: var(--ink); color: var(--c); font-weight: 600; white-space: nowrap; text-decoration-thickness: 1px;
  background: color-mix(in oklab, var(--c) 11%, transparent); border-radius: 4px; padding: 0.1em 0.5em; display: inline-block;
}
.held { --c: var(--held); } .surprised { --c: var(--surprised); } .not-run { --c: var(--not-run); }
.proved-nothing { --c: var(--proved-nothing); } .not-finished { --c: var(--not-finished); } .broken { --c: var(--broken); }
.scroll { overflow-x: auto; margin: calc(2 * var(--gap)) 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: var(--gap); max-width: min(46rem, calc(100vw - 4 * var(--gap))); }
th, td { text-align: left; vertical-align: top; padding: var(--gap) calc(3 * var(--gap)) var(--gap) 0; border-top: 1px solid var(--line); overflow-wrap: normal; }
thead th { border-top: 0; vertical-align: bottom; }
th { font-weight: 600; }
tbody th { font-weight: 400; min-width: 9rem; max-width: 22rem; overflow-wrap: anywhere; }
td { max-width: 24rem; }
small { display: block; color: var(--quiet); font-weight: 400; }
td small { white-space: nowrap; }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: calc(2 * var(--gap)) calc(4 * var(--gap)); }
svg { display: block; width: 100%; }
td svg { min-width: 6rem; margin-top: 0.25rem; }
.track { fill: var(--panel); } .bar { fill: var(--c, var(--quiet)); }
.sample { stroke: var(--ink); stroke-opacity: 0.45; } .median { stroke: var(--link); stroke-width: 3px; }
.lanes { width: 100%; table-layout: fixed; }
.lanes th, .lanes td { padding: 1px var(--gap) 1px 0; border: 0; font-size: var(--small); }
.lanes th { width: 8rem; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.lanes td { padding-right: 0; vertical-align: middle; } .lanes svg { margin: 0; min-width: 0; }
.axis { display: flex; justify-content: space-between; color: var(--quiet); }
.legend { display: flex; flex-wrap: wrap; gap: 0 calc(2 * var(--gap)); list-style: none; padding: 0; }
.legend svg { display: inline-block; width: 0.75em; height: 0.75em; margin-right: 0.4em; }
.w0 { fill: light-dark(#2f6fd0, #6ea8ff); } .w1 { fill: light-dark(#c9ced6, #4a525b); } .w2 { fill: light-dark(#d07a1f, #f0a95a); }
.w3 { fill: light-dark(#2b8a6e, #5cc9a7); } .w4 { fill: light-dark(#a8479e, #dd8fd5); } .w5 { fill: light-dark(#7a7f3a, #bfc46b); }
footer { margin-top: calc(7 * var(--gap)); border-top: 1px solid var(--line); padding-top: var(--gap); }
@media (max-width: 40rem) { body { padding: calc(2 * var(--gap)); } h1 { font-size: var(--h2); } h2 { font-size: var(--h3); } .lanes th { width: 5.5rem; } th, td { padding-right: calc(2 * var(--gap)); } }
@media print { :root { color-scheme: light; } body { max-width: none; } .scroll { overflow: visible; } table, figure { break-inside: avoid; } details::details-content { content-visibility: visible; display: block; height: auto; } }
${RECORDED_STYLE}`);
