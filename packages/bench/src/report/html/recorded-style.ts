/** The looks of recorded timelines: what a thread does is told by height and place, its colour says it again. */
export const RECORDED_STYLE = `
.axis { display: flex; justify-content: space-between; color: var(--quiet); }
.t-asked { fill: var(--quiet); }
.t-run { fill: light-dark(#2f6fd0, #6ea8ff); }
.t-gap { fill: var(--paper); }
.t-wait { fill: light-dark(#b85c00, #f0a95a); }
.t-idle { fill: light-dark(#7a828c, #8b949e); }
.t-hold { fill: var(--ink); }
.legend svg:has([class^="t-"]) { height: 1.25em; vertical-align: middle; }
@media print { .t-asked, .t-run, .t-wait, .t-idle, .t-hold, .t-gap { print-color-adjust: exact; } }
`;
