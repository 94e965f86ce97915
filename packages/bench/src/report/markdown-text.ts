/**
 * Markdown's punctuation, taken at its word. The text comes from a presentable report, so it holds no control characters.
 *
 * @module
 */

/** Text that Markdown shows as it is. */
export function plain(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]|~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/^(\s*)([-+>#=])/gm, '$1\\$2')
    .replaceAll(/^(\s*\d+)([.)])(?=\s|$)/gm, '$1\\$2')
    .replaceAll('://', '&#58;//')
    .replaceAll('@', '&#64;');
}

/** A code span, whatever backticks the text holds. */
export function code(text: string): string {
  if (text === '') return '';
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/** A code block, whatever fences the text holds. */
export function block(text: string, language = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${/^[\w-]*$/.test(language) ? language : ''}\n${text}\n${fence}`;
}

/** A table; its cells are Markdown, and a pipe in them is escaped here. The columns after the first few are figures. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], words = 1): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapePipes).join(' | ')} |`;
  const rule = `| ${head.map((_, index) => (index < words ? ':--' : '--:')).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

function escapePipes(cell: string): string {
  return cell.replaceAll(/\\*\|/g, (run) => (run.length % 2 === 0 ? run : `\\${run}`)).replaceAll('\n', ' ');
}
