import { parseAst } from 'vite';

/** A node of the syntax tree, as much of it as the checks read. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** Visits every node of a module with its parent; comments and strings are not code, so a mention is no use. */
export function visit(
  source: string,
  language: 'ts' | 'js',
  see: (node: Node, parent: Node | undefined) => void,
): void {
  const walk = (node: Node, parent: Node | undefined): void => {
    see(node, parent);
    for (const value of Object.values(node)) {
      if (isNode(value)) walk(value, node);
      else if (Array.isArray(value)) for (const item of value) if (isNode(item)) walk(item, node);
    }
  };
  walk(parseAst(source, { lang: language }) as unknown as Node, undefined);
}

/** Whether an identifier stands for a variable, and not for the name of a property. */
export function isReference(node: Node, parent: Node | undefined): boolean {
  if (node.type !== 'Identifier') return false;
  if (parent?.type === 'MemberExpression') return parent['object'] === node || parent['computed'] === true;
  if (parent?.type === 'Property' || parent?.type === 'PropertyDefinition') {
    return parent['value'] === node || parent['computed'] === true;
  }
  return parent?.type !== 'MethodDefinition' && parent?.type !== 'TSPropertySignature';
}

/** What a module imports or re-exports, types included, with where it says so. */
export function importsOf(source: string): { specifier: string; at: number }[] {
  const found: { specifier: string; at: number }[] = [];
  visit(source, 'ts', (node) => {
    const from = node['source'];
    const importing = [
      'ImportDeclaration',
      'ExportNamedDeclaration',
      'ExportAllDeclaration',
      'ImportExpression',
    ];
    if (!importing.includes(node.type) || !isNode(from) || typeof from['value'] !== 'string') return;
    found.push({ specifier: from['value'], at: node.start });
  });
  return found;
}

/** The line of a position, counted from one. */
export function lineAt(source: string, position: number): number {
  return source.slice(0, position).split('\n').length;
}
