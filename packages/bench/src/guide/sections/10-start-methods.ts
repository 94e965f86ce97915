import type { GuideSection } from '../section.ts';

export const startMethods: GuideSection = {
  number: 10,
  title: 'Start methods',
  rows: [
    {
      id: '10.1',
      cell: false,
      claim: 'How a child is started differs between systems, with side effects.',
      remember: 'Ask which methods there are; here they are spawn and standby, on every runtime.',
    },
    {
      id: '10.2',
      cell: false,
      claim: 'fork copies the parent’s memory as it stands.',
      remember:
        'With threads about, a forked child inherits locks nobody will release; it is refused here, by name.',
    },
    {
      id: '10.3',
      cell: false,
      claim: 'spawn starts a fresh interpreter and sends it what it needs.',
      remember: 'Modules run again and globals are new; only what was passed is there.',
    },
    {
      id: '10.4',
      cell: false,
      claim: 'A fork server starts children from a clean process kept ready.',
      remember:
        'standby keeps a started process ready: as quick, and nothing inherited. CPython on Linux starts this way since 3.14.',
    },
  ],
};
