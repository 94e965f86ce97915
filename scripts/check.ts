/** Every check that is not a test: `npm run check`. All of them run, also after one has failed. */
import { checkExports } from './check-exports.ts';
import { checkFigures } from './check-figures.ts';
import { checkSeam } from './check-seam.ts';
import { checkSize } from './check-size.ts';
import { reportFindings } from './lib/problems.ts';

reportFindings('seam', await checkSeam());
reportFindings('size', await checkSize());
reportFindings('exports', await checkExports());
reportFindings('figures', await checkFigures());
