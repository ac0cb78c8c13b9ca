/** Writes a zip archive of a folder: files and links with their permissions. Not for archives of 4 GB or more. */
import { createWriteStream, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

const NEEDS_VERSION = 20;
/** Made by version 2.0 on Unix: the upper half of the external attributes holds the mode. */
const MADE_BY = (3 << 8) | 20;
const DEFLATED = 8;
const UTF8_NAMES = 0x800;
/** 1980-01-01, the earliest date that the format knows: the same input gives the same archive. */
const DATE = 0x21;

/** @param skip tells by a path inside the folder what to leave out. */
export async function zipFolder(folder, file, skip = () => false) {
  const out = createWriteStream(file);
  const central = [];
  let offset = 0;
  const write = async (bytes) => {
    offset += bytes.length;
    if (!out.write(bytes)) await once(out, 'drain');
  };
  for (const path of filesOf(folder, '', skip)) {
    const { mode, bytes } = contents(join(folder, path));
    const packed = deflateRawSync(bytes, { level: 1 });
    const name = Buffer.from(path, 'utf8');
    const shared = sharedHeader(bytes, packed, name);
    central.push(centralHeader(shared, mode, offset, name));
    await write(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, name]));
    await write(packed);
  }
  const start = offset;
  for (const header of central) await write(header);
  await write(ending(central.length, offset - start, start));
  out.end();
  await once(out, 'close');
}

function filesOf(folder, inside, skip) {
  return readdirSync(join(folder, inside), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (skip(path)) return [];
      return entry.isDirectory() ? filesOf(folder, path, skip) : [path];
    });
}

function contents(path) {
  const { mode } = lstatSync(path);
  const isLink = (mode & 0o170000) === 0o120000;
  return { mode, bytes: isLink ? Buffer.from(readlinkSync(path)) : readFileSync(path) };
}

/** The part that local and central headers have in common: from "version needed" to "length of the extra field". */
function sharedHeader(bytes, packed, name) {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(NEEDS_VERSION, 0);
  header.writeUInt16LE(UTF8_NAMES, 2);
  header.writeUInt16LE(DEFLATED, 4);
  header.writeUInt16LE(DATE, 8);
  header.writeUInt32LE(crc32(bytes), 10);
  header.writeUInt32LE(packed.length, 14);
  header.writeUInt32LE(bytes.length, 18);
  header.writeUInt16LE(name.length, 22);
  return header;
}

function centralHeader(shared, mode, offset, name) {
  const head = Buffer.from('PK\x01\x02\0\0', 'latin1');
  head.writeUInt16LE(MADE_BY, 4);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE((mode << 16) >>> 0, 6);
  tail.writeUInt32LE(offset, 10);
  return Buffer.concat([head, shared, tail, name]);
}

function ending(count, size, start) {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(start, 16);
  return end;
}
