/** Error numbers as in include/uapi/asm-generic/errno*.h, and the words that programs print for them. */
export const ERRNO = {
  EPERM: 1, ENOENT: 2, ESRCH: 3, EINTR: 4, EIO: 5, ENXIO: 6, E2BIG: 7, ENOEXEC: 8, EBADF: 9, ECHILD: 10, EAGAIN: 11, ENOMEM: 12, EACCES: 13,
  EFAULT: 14, EBUSY: 16, EEXIST: 17, ENODEV: 19, ENOTDIR: 20, EISDIR: 21, EINVAL: 22, EMFILE: 24, ENOTTY: 25, EFBIG: 27, ENOSPC: 28, ESPIPE: 29,
  EROFS: 30, EPIPE: 32, ERANGE: 34, EDEADLK: 35, ENOSYS: 38, ETIME: 62, EOVERFLOW: 75, EOPNOTSUPP: 95, ETIMEDOUT: 110, ERESTARTSYS: 512, EPROBE_DEFER: 517,
} as const;

const WORDS: Readonly<Record<number, string>> = {
  1: 'Operation not permitted', 2: 'No such file or directory', 3: 'No such process', 4: 'Interrupted system call', 5: 'Input/output error', 6: 'No such device or address',
  7: 'Argument list too long', 8: 'Exec format error', 9: 'Bad file descriptor', 10: 'No child processes', 11: 'Resource temporarily unavailable', 12: 'Cannot allocate memory',
  13: 'Permission denied', 14: 'Bad address', 16: 'Device or resource busy', 17: 'File exists', 19: 'No such device', 20: 'Not a directory', 21: 'Is a directory',
  22: 'Invalid argument', 24: 'Too many open files', 25: 'Inappropriate ioctl for device', 27: 'File too large', 28: 'No space left on device', 29: 'Illegal seek',
  30: 'Read-only file system', 32: 'Broken pipe', 34: 'Numerical result out of range', 35: 'Resource deadlock avoided', 38: 'Function not implemented', 62: 'Timer expired',
  75: 'Value too large for defined data type', 95: 'Operation not supported', 110: 'Connection timed out',
};

/** What strerror gives. `errno` is positive. */
export function errorWords(errno: number): string {
  return WORDS[errno] ?? `Unknown error ${errno}`;
}

/** "-EINVAL"; the number itself when it has no name. */
export function errorName(result: number): string {
  const name = Object.entries(ERRNO).find(([, value]) => value === -(result | 0))?.[0];
  return name === undefined ? String(result | 0) : `-${name}`;
}

/** A result in [-4095, -1] as an error number; 0 otherwise. */
export function errorOf(result: number): number {
  const signed = result | 0;
  return signed < 0 && signed >= -4095 ? -signed : 0;
}
