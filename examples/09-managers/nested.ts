// What a manager holds comes out as a copy, unless it is a proxy. Prints the copied list unchanged, the other longer.
import { main, multiprocessing } from '#interleave';

main(async () => {
  await using manager = await multiprocessing.Manager();

  const copied = await manager.dict<string[]>([['list', ['one']]]);
  (await copied.get('list'))?.push('two'); // into a copy, which nobody keeps
  console.log(`copied: ${(await copied.get('list'))?.join(', ')}`);

  const owned = await manager.dict<multiprocessing.ListProxy<string>>();
  await owned.set('list', await manager.list(['one']));
  const list = await owned.get('list'); // a proxy of the same list
  await list?.push('two');
  console.log(`owned: ${(await list?.slice())?.join(', ')}`);
});

// prints
//   copied: one
//   owned: one, two
