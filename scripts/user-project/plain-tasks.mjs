import { defineTasks } from '@interleave/core';

export const { announce } = defineTasks(import.meta.url, {
  announce(event) {
    event.set();
  },
});
