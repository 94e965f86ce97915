/**
 * The page's looks. One scale of sizes, one scale of spaces, one colour a meaning.
 *
 * Colours are told apart without hue as well: statuses are words, and what fills a lane is a palette made for those who
 * do not see red and green, with its shades apart. The page is one column of text beside its contents.
 *
 * @module
 */

import { Html } from './markup.ts';
import { RECORDED_STYLE } from './recorded-style.ts';

export const STYLE: Html = new Html(`
:root {
  color-scheme: light dark;
  --small: 0.8125rem; --text: 1rem; --h5: 0.8125rem; --h4: 1.1875rem; --h3: 1.375rem; --h2: 1.75rem; --h1: 2.25rem;
  --gap: 0.5rem; --measure: 42rem; --aside: 13rem;
  --paper: light-dark(#ffffff, #14171a);
  --panel: light-dark(#f4f5f7, #1d2125);
  --line: light-dark(#dcdfe4, #343a41);
  --ink: light-dark(#1b1f24, #e4e7ea);
  --quiet: light-dark(#566069, #a3acb5);
  --link: light-dark(#0b57c2, #7db3ff);
  --held: light-dark(#146a3a, #63cf8d);
  --surprised: light-dark(#005f80, #58c4e6);
  --not-run: light-dark(#566069, #a3acb5);
  --proved-nothing: light-dark(#7d5000, #e6b450);
  --not-finished: light-dark(#8231b0, #d59bf5);
  --broken: light-dark(#b51824, #ff858a);
  --sans: system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif;
  --mono: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: calc(2 * var(--gap)); }
body {
  margin: 0 auto; padding: calc(4 * var(--gap)) calc(4 * var(--gap)) calc(8 * var(--gap)); max-width: 84rem;
  background: var(--paper); color: var(--ink);
  font: var(--text)/1.55 var(--sans); overflow-wrap: anywhere;
}
h1, h2, h3, h4, h5 { line-height: 1.25; margin: 0; text-wrap: balance; }
h1 { font-size: var(--h1); letter-spacing: -0.015em; }
h2 { font-size: var(--h2); letter-spacing: -0.01em; margin: 0 0 calc(2 * var(--gap)); }
h3 { font-size: var(--h3); }
h4 { font-size: var(--h4); }
h5 { font-size: var(--h5); color: var(--quiet); margin: calc(4 * var(--gap)) 0 var(--gap); }
p, ul, dl, pre, figure, details { margin: var(--gap) 0; }
p, li, dd { max-width: var(--measure); }
ul { padding-left: 1.25rem; }
a { color: var(--link); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
h3 a, h4 a, th a { color: inherit; text-decoration-color: var(--line); }
h3 a:hover, h4 a:hover, th a:hover { color: var(--link); text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -100rem; background: var(--paper); padding: var(--gap); }
.skip:focus { left: var(--gap); top: var(--gap); }
code, pre, .key, .saw { font-family: var(--mono); font-size: 0.8125em; }
pre { background: var(--panel); padding: calc(2 * var(--gap)); border-radius: 4px; white-space: pre-wrap; tab-size: 2; line-height: 1.5; font-size: 0.8125rem; }
pre code { font-size: inherit; }
pre.code { white-space: pre; overflow-x: auto; overflow-wrap: normal; }
.quiet, caption, .meta, dt, .why, small { color: var(--quiet); }
.words { list-style: none; padding: 0; color: var(--quiet); display: grid; gap: 0.25rem; }
.meta, .words, caption, small, .why, dt, figcaption, .legend, nav, .controls, #controls { font-size: var(--small); }
.note { border-left: 3px solid var(--proved-nothing); padding-left: calc(1.5 * var(--gap)); }
header { padding-bottom: calc(4 * var(--gap)); border-bottom: 1px solid var(--line); }
.page { display: grid; grid-template-columns: minmax(0, 1fr); gap: calc(4 * var(--gap)); margin-top: calc(4 * var(--gap)); }
main > section + section { margin-top: calc(9 * var(--gap)); }
#guide > section { margin-top: calc(7 * var(--gap)); padding-top: calc(3 * var(--gap)); border-top: 2px solid var(--ink); }
article { border-top: 1px solid var(--line); margin-top: calc(5 * var(--gap)); padding-top: calc(3 * var(--gap)); }
article.brief { margin-top: calc(2 * var(--gap)); padding-top: calc(2 * var(--gap)); }
article.brief h3 { font-size: var(--text); }
nav ul { list-style: none; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: var(--gap) calc(3 * var(--gap)); }
nav ul ul { display: none; }
nav a { text-decoration: none; display: inline-block; padding: 0.2rem 0; }
nav a:hover { text-decoration: underline; }
@media (min-width: 64rem) {
  .page { grid-template-columns: var(--aside) minmax(0, 1fr); gap: calc(6 * var(--gap)); }
  nav { position: sticky; top: calc(3 * var(--gap)); align-self: start; max-height: calc(100vh - 6 * var(--gap)); overflow-y: auto; }
  nav ul, nav ul ul { display: block; } nav ul ul { padding-left: calc(2 * var(--gap)); }
  nav ul ul a { color: var(--quiet); }
}
@media (min-width: 120rem) { html { font-size: 112.5%; } body { max-width: 96rem; } :root { --aside: 15rem; } }
.said { color: var(--quiet); font-size: var(--small); }
.remember { border-left: 3px solid var(--held); padding-left: calc(2 * var(--gap)); margin: calc(3 * var(--gap)) 0; max-width: var(--measure); }
.remember h5 { margin-top: 0; color: var(--held); } .remember ul { list-style: none; padding: 0; margin: 0; }
.remember li { display: grid; grid-template-columns: 2.75rem minmax(0, 1fr); } .remember li + li { margin-top: 0.25rem; }
.remember li a, .claims dt a { font-variant-numeric: tabular-nums; display: inline-block; min-width: 2.4rem; text-decoration: none; }
.claims { display: grid; gap: 0.375rem; } .claims > div { display: grid; grid-template-columns: 2.75rem minmax(0, 1fr); }
.claims dt { font-size: inherit; } .claims dd { margin: 0; } .claims small { display: inline; }
.claims > div:target dd { background: color-mix(in oklab, var(--link) 12%, transparent); }
.reasons, .reasons ul { list-style: none; padding: 0; } .reasons ul { padding-left: calc(2 * var(--gap)); margin: 0 0 var(--gap); }
.reasons { font-size: var(--small); } .reasons strong { font-weight: 600; }
summary { cursor: pointer; color: var(--link); width: fit-content; padding: 0.125rem 0; }
details { margin: 0.25rem 0; } details[open] { margin-bottom: calc(2 * var(--gap)); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); gap: calc(1.5 * var(--gap)) calc(3 * var(--gap)); }
.facts dd { margin: 0; }
.counts { display: flex; flex-wrap: wrap; gap: var(--gap); list-style: none; padding: 0; }
.status {
  --c: var(--ink); color: var(--c); font-weight: 600; white-space: nowrap; text-decoration-thickness: 1px;
  background: color-mix(in oklab, var(--c) 9%, transparent); border-radius: 4px; padding: 0.05em 0.45em; display: inline-block;
}
.held { --c: var(--held); } .surprised { --c: var(--surprised); } .not-run { --c: var(--not-run); }
.proved-nothing { --c: var(--proved-nothing); } .not-finished { --c: var(--not-finished); } .broken { --c: var(--broken); }
.scroll {
  overflow-x: auto; margin: calc(2 * var(--gap)) 0;
  background: linear-gradient(to left, var(--paper) 35%, transparent) right / 3rem 100% no-repeat local,
    linear-gradient(to left, color-mix(in oklab, var(--ink) 16%, transparent), transparent) right / 0.75rem 100% no-repeat scroll;
}
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: var(--small); line-height: 1.45; }
caption { text-align: left; padding-bottom: var(--gap); max-width: min(var(--measure), calc(100vw - 8 * var(--gap))); }
th, td { text-align: left; vertical-align: top; padding: 0.375rem calc(2.5 * var(--gap)) 0.375rem 0; border-top: 1px solid var(--line); overflow-wrap: normal; }
thead th { border-top: 0; vertical-align: bottom; }
th { font-weight: 600; }
tbody th { font-weight: 400; min-width: 8rem; max-width: 20rem; overflow-wrap: anywhere; }
.matrix tr > th:first-child, .did tr > th:first-child { position: sticky; left: 0; background: var(--paper); }
td { max-width: 20rem; }
small { display: block; font-weight: 400; font-size: 0.75rem; }
td small { white-space: nowrap; }
.matrix, .did { width: 100%; } .matrix .part th { font-weight: 600; padding-top: calc(2.5 * var(--gap)); }
.matrix .part a { text-decoration: none; }
.did td { overflow-wrap: anywhere; min-width: 5.5rem; } .saw { display: block; } .saw + .saw { margin-top: 0.2rem; }
.did .twin { border-left: 2px solid var(--line); padding-left: calc(1.5 * var(--gap)); }
#controls form { display: flex; flex-wrap: wrap; gap: var(--gap) calc(2 * var(--gap)); align-items: end; margin: calc(2 * var(--gap)) 0; }
#controls label { display: grid; gap: 0.125rem; color: var(--quiet); }
#controls input, #controls select { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--quiet); border-radius: 4px; padding: 0.3rem 0.5rem; min-height: 2.125rem; max-width: 100%; }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: calc(2 * var(--gap)) calc(4 * var(--gap)); }
svg { display: block; width: 100%; }
td svg { min-width: 6rem; margin-top: 0.25rem; }
.share, .strip, .lane { background: var(--panel); } .share { height: 8px; } .strip, .lane { height: 12px; }
.share rect { height: 8px; fill: var(--c, var(--quiet)); }
.strip path { vector-effect: non-scaling-stroke; stroke: var(--ink); stroke-opacity: 0.45; }
.strip path + path { stroke: var(--link); stroke-width: 3px; stroke-opacity: 1; }
.tree { min-width: 14rem; width: 40%; } .tree svg { height: 20px; margin: 0; background: var(--panel); }
.tree path { vector-effect: non-scaling-stroke; stroke: var(--quiet); stroke-opacity: 0.7; }
.tree path:nth-child(2) { stroke: var(--ink); stroke-opacity: 0.45; } .tree path:nth-child(n + 3) { stroke: var(--link); stroke-opacity: 1; stroke-width: 2px; }
.tree path:nth-child(4) { stroke-width: 4px; } .forest { width: 100%; }
.lanes { width: 100%; table-layout: fixed; }
.lanes th, .lanes td { padding: 1px var(--gap) 1px 0; border: 0; }
.lanes th { width: 8rem; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.lanes td { padding-right: 0; vertical-align: middle; } .lanes svg { margin: 0; min-width: 0; }
.legend { display: flex; flex-wrap: wrap; gap: 0 calc(2 * var(--gap)); list-style: none; padding: 0; }
.legend svg { display: inline-block; width: 0.75em; height: 0.75em; margin-right: 0.4em; }
.w0 { fill: light-dark(#0072b2, #56a8dc); } .w1 { fill: light-dark(#b9c0c8, #56606a); } .w2 { fill: light-dark(#d55e00, #f08a3c); }
.w3 { fill: light-dark(#00805f, #2fc39a); } .w4 { fill: light-dark(#b0578d, #e09cc4); } .w5 { fill: light-dark(#c79a00, #f0d860); }
footer { margin-top: calc(9 * var(--gap)); border-top: 1px solid var(--line); padding-top: var(--gap); }
@media (max-width: 64rem) { th, td { padding-right: calc(1.5 * var(--gap)); } }
@media (max-width: 40rem) {
  :root { --h1: 1.75rem; --h2: 1.375rem; --h3: 1.1875rem; --h4: 1.0625rem; }
  body { padding: calc(2 * var(--gap)) calc(2 * var(--gap)) calc(6 * var(--gap)); } .lanes th { width: 5.5rem; }
  tbody th { min-width: 7rem; }
  caption { max-width: calc(100vw - 4 * var(--gap)); }
}
@page { margin: 14mm; }
@media print {
  :root { color-scheme: light; } html { font-size: 11px; } body { max-width: none; padding: 0; }
  nav, .skip, #controls { display: none; } .page { display: block; } .scroll { overflow: visible; }
  tr, figure, .remember { break-inside: avoid; } h2, h3, h4, h5, caption { break-after: avoid; } pre.code { white-space: pre-wrap; overflow-wrap: anywhere; }
  .scroll { background: none; }
  th, td { padding-right: var(--gap); overflow-wrap: anywhere; } tbody th, .did td, td svg { min-width: 0; } td small, .status { white-space: normal; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  a { color: inherit; text-decoration: none; }
}
${RECORDED_STYLE}`);
