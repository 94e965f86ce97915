/**
 * What the system calls its reasons to refuse.
 *
 * @module
 */

import { OSError } from '../errors.ts';

const NAMES: Readonly<Record<number, readonly [code: string, text: string]>> = {
  1: ['EPERM', 'operation not permitted'],
  2: ['ENOENT', 'no such file or directory'],
  4: ['EINTR', 'interrupted'],
  11: ['EAGAIN', 'try again'],
  12: ['ENOMEM', 'out of memory'],
  13: ['EACCES', 'permission denied'],
  17: ['EEXIST', 'file exists'],
  20: ['ENOTDIR', 'not a directory'],
  21: ['EISDIR', 'is a directory'],
  22: ['EINVAL', 'invalid argument'],
  23: ['ENFILE', 'too many open files in the system'],
  24: ['EMFILE', 'too many open files'],
  27: ['EFBIG', 'file too large'],
  28: ['ENOSPC', 'no space left on device'],
  30: ['EROFS', 'read-only file system'],
  32: ['EPIPE', 'broken pipe'],
  36: ['ENAMETOOLONG', 'file name too long'],
  38: ['ENOSYS', 'function not implemented'],
  40: ['ELOOP', 'too many symbolic links'],
  90: ['EMSGSIZE', 'message too long'],
  95: ['EOPNOTSUPP', 'operation not supported'],
  97: ['EAFNOSUPPORT', 'address family not supported'],
  98: ['EADDRINUSE', 'address in use'],
  99: ['EADDRNOTAVAIL', 'address not available'],
  101: ['ENETUNREACH', 'network unreachable'],
  103: ['ECONNABORTED', 'connection aborted'],
  104: ['ECONNRESET', 'connection reset'],
  106: ['EISCONN', 'already connected'],
  107: ['ENOTCONN', 'not connected'],
  110: ['ETIMEDOUT', 'timed out'],
  111: ['ECONNREFUSED', 'connection refused'],
  113: ['EHOSTUNREACH', 'no route to host'],
};

export function osError(what: string, errno: number): OSError {
  const [code, text] = NAMES[errno] ?? [`E${errno}`, `error ${errno}`];
  return new OSError(`${what}: ${text} (${code})`, code, errno);
}
