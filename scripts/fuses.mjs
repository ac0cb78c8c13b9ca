/** Electron's fuses: switches in the executable, behind a sentinel text, one character each. */

const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
const VERSION = 1;

/** Position of the first fuse's character. @throws Error when there is no fuse wire of a known version. */
export function fuseWire(executable) {
  const at = executable.indexOf(SENTINEL);
  if (at < 0) throw new Error('the executable has no fuses');
  const start = at + SENTINEL.length;
  if (executable[start] !== VERSION) throw new Error(`the executable has fuses of version ${executable[start]}`);
  return { at: start + 2, count: executable[start + 1] };
}

/** Set fuses by number, in place: {3: true}. */
export function setFuses(executable, fuses) {
  const wire = fuseWire(executable);
  for (const [number, on] of Object.entries(fuses)) {
    if (Number(number) >= wire.count) throw new Error(`the executable has no fuse ${number}`);
    executable[wire.at + Number(number)] = (on ? '1' : '0').charCodeAt(0);
  }
}
