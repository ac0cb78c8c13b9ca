/** Reading tar and zip archives front to back, without unpacking what is not wanted. */
import { crc32, inflateRawSync } from 'node:zlib';

const BLOCK = 512;
const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const HAS_DESCRIPTOR = 8;
const STORED = 0;
const DEFLATED = 8;

/** Files of a tar stream: calls `visit(name, size, part)`; what it leaves of `part` is skipped. */
export async function readTar(reader, visit) {
  for (;;) {
    const header = await reader.read(BLOCK);
    if (header.every((byte) => byte === 0)) return;
    const { name, size, type } = tarHeader(header);
    const part = reader.part(size);
    if (type === '0' || type === '\0') await visit(name, size, part);
    await part.skip(part.left);
    await reader.skip((BLOCK - (size % BLOCK)) % BLOCK);
  }
}

export function tarHeader(header) {
  const text = (from, to) => header.toString('latin1', from, to).replace(/\0.*$/s, '');
  const size = parseInt(text(124, 136).trim() || '0', 8);
  if (!Number.isSafeInteger(size)) throw new Error('the archive has an entry without a size');
  const prefix = text(345, 500);
  return { name: prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`, size, type: header.toString('latin1', 156, 157) };
}

/** Files of a zip stream: calls `want(name)`, and for wanted ones `take(name, bytes)` with their checked contents. */
export async function readZip(reader, want, take) {
  for (;;) {
    const signature = (await reader.read(4)).readUInt32LE(0);
    if (signature === CENTRAL_HEADER) return;
    if (signature !== LOCAL_HEADER) throw new Error('the zip archive is damaged');
    const entry = zipHeader(await reader.read(26));
    const name = (await reader.read(entry.nameLength)).toString('utf8');
    await reader.skip(entry.extraLength);
    if (entry.flags & HAS_DESCRIPTOR) throw new Error(`the zip archive cannot be read as a stream: ${name} has no size in front`);
    if (name.endsWith('/') || !want(name)) await reader.skip(entry.compressedSize);
    else take(name, unpacked(name, entry, await reader.read(entry.compressedSize)));
  }
}

export function zipHeader(header) {
  return {
    flags: header.readUInt16LE(2),
    method: header.readUInt16LE(4),
    crc: header.readUInt32LE(10),
    compressedSize: header.readUInt32LE(14),
    size: header.readUInt32LE(18),
    nameLength: header.readUInt16LE(22),
    extraLength: header.readUInt16LE(24),
  };
}

function unpacked(name, entry, compressed) {
  if (entry.method !== STORED && entry.method !== DEFLATED) throw new Error(`${name} is packed in an unknown way`);
  const bytes = entry.method === STORED ? compressed : inflateRawSync(compressed, { maxOutputLength: entry.size + 1 });
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw new Error(`${name} is damaged`);
  return bytes;
}
