/**
 * Numbers of Linux's and glibc's headers.
 *
 * @module
 */

export const PROT_READ_WRITE = 3;
export const MAP_SHARED = 1;
export const MAP_FIXED = 0x10;

export const MFD_CLOEXEC = 1;
export const MFD_ALLOW_SEALING = 2;
export const F_ADD_SEALS = 1033;
export const F_GET_SEALS = 1034;
export const F_SETFD = 2;
export const FD_CLOEXEC = 1;
/** No more seals, no shrinking, no growing. */
export const SEALS: number = 1 | 2 | 4;

export const O_CLOEXEC = 0o2000000;
export const O_RDWR_CLOEXEC = 0o2000002;

export const EINTR = 4;
export const EAGAIN = 11;
export const EBUSY = 16;
export const ENOSPC = 28;
export const ENOSYS = 38;
export const EPERM = 1;
export const EPIPE = 32;
export const ETIMEDOUT = 110;
/** A robust mutex is ours, and its last holder died with it. */
export const EOWNERDEAD = 130;

export const AF_UNIX = 1;
/** SOCK_STREAM, not blocking, not inherited. */
export const SOCKET_TYPE: number = 1 | 0o4000 | 0o2000000;
/** MSG_DONTWAIT, MSG_NOSIGNAL. */
export const SEND_FLAGS = 0x4040;
