/**
 * The few of Node's built-in modules, which Deno and Bun have too, that spawning programs needs.
 *
 * @module
 */

interface Output {
  setEncoding(encoding: 'utf8'): void;
  on(event: 'data', listener: (text: string) => void): void;
}

export interface Child {
  readonly pid: number;
  readonly stdout: Output;
  readonly stderr: Output;
  on(event: 'close', listener: (code: number | null, signal: string | null) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  kill(signal: 'SIGKILL'): boolean;
}

interface Socket {
  write(text: string): void;
  end(): void;
  on(event: 'data', listener: (chunk: object) => void): void;
  on(event: 'end', listener: () => void): void;
}

interface Hmac {
  update(bytes: Uint8Array): Hmac;
  digest(): Uint8Array;
}

interface Builtins {
  readonly 'node:crypto': {
    createHmac(hash: 'sha256', key: string): Hmac;
    randomBytes(count: number): Uint8Array;
  };
  readonly 'node:child_process': {
    spawn(
      file: string,
      args: readonly string[],
      options: {
        readonly env: Readonly<Record<string, string | undefined>>;
        readonly stdio: readonly ['ignore', 'pipe', 'pipe'];
      },
    ): Child;
  };
  readonly 'node:fs': {
    mkdtempSync(prefix: string): string;
    cpSync(from: URL, to: string, options: { readonly recursive: true }): void;
    readFileSync(path: string, encoding: 'utf8' | 'latin1'): string;
    readdirSync(path: string): string[];
    readlinkSync(path: string): string;
    statSync(path: string): { readonly ino: number };
    writeFileSync(path: string, text: string): void;
    existsSync(path: string): boolean;
    readdirSync(path: string): string[];
    readlinkSync(path: string): string;
    rmSync(path: string, options: { readonly recursive: true; readonly force: true }): void;
  };
  readonly 'node:process': {
    readonly pid: number;
    readonly env: Record<string, string | undefined>;
    readonly argv: readonly string[];
    readonly execArgv: readonly string[];
    readonly stdout: { write(text: string): void };
    cwd(): string;
    chdir(folder: string): void;
    on(event: 'SIGTERM', listener: () => void): void;
  };
  readonly 'node:net': {
    createServer(listener: (socket: Socket) => void): {
      listen(port: number, host: string, listening: () => void): void;
      address(): { readonly port: number };
      close(): void;
    };
    connect(port: number, host: string): Socket;
  };
  readonly 'node:os': { tmpdir(): string };
  readonly 'node:url': { pathToFileURL(path: string): URL; fileURLToPath(url: URL): string };
}

interface NodeLike {
  readonly process: {
    readonly env: Readonly<Record<string, string | undefined>>;
    getBuiltinModule<K extends keyof Builtins>(id: K): Builtins[K];
  };
}

const { process } = globalThis as unknown as NodeLike;

export function builtin<K extends keyof Builtins>(id: K): Builtins[K] {
  return process.getBuiltinModule(id);
}

export function environment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}
