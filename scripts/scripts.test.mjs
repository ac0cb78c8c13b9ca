import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readTar, readZip } from './archive.mjs';
import { contentHash, sourceFiles } from './build.mjs';
import { ByteReader } from './byte-reader.mjs';
import { setFuses } from './fuses.mjs';
import { parseLdd } from './system-libraries.mjs';

async function* inPieces(bytes, size) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function zipEntry(name, data, { method = 8, flags = 0, crc = crc32(data) } = {}) {
  const packed = method === 8 ? deflateRawSync(data) : data;
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(packed.length, 18);
  header.writeUInt32LE(data.length, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(4, 28);
  return Buffer.concat([header, Buffer.from(name), Buffer.alloc(4), packed]);
}

const zipEnd = Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2]), Buffer.alloc(60)]);

async function unzip(bytes, piece = 7) {
  const found = {};
  await readZip(new ByteReader(inPieces(bytes, piece), bytes.length), (name) => !name.startsWith('no/'), (name, data) => (found[name] = data.toString()));
  return found;
}

describe('zip', () => {
  const text = Buffer.from('a text that packs well well well well well well');
  it('gives wanted files, packed or stored, however the stream is cut', async () => {
    const zip = Buffer.concat([zipEntry('a.txt', text), zipEntry('no/b', text), zipEntry('c', text, { method: 0 }), zipEnd]);
    for (const piece of [1, 13, 4096]) expect(await unzip(zip, piece)).toEqual({ 'a.txt': text.toString(), c: text.toString() });
  });

  it('refuses what is damaged or has no sizes in front', async () => {
    await expect(unzip(Buffer.concat([zipEntry('a', text, { crc: 1 }), zipEnd]))).rejects.toThrow('a is damaged');
    await expect(unzip(Buffer.concat([zipEntry('a', text, { flags: 8 }), zipEnd]))).rejects.toThrow('cannot be read as a stream');
    await expect(unzip(zipEntry('a', text).subarray(0, 40))).rejects.toThrow('ends too early');
    await expect(unzip(Buffer.from('not a zip at all'))).rejects.toThrow('damaged');
  });
});

describe('tar', () => {
  it('visits files and skips what is left', async () => {
    const file = (name, data) => {
      const header = Buffer.alloc(512);
      header.write(name, 0);
      header.write(data.length.toString(8).padStart(11, '0'), 124);
      header.write('0', 156);
      return Buffer.concat([header, data, Buffer.alloc((512 - (data.length % 512)) % 512)]);
    };
    const tar = Buffer.concat([file('one', Buffer.from('x'.repeat(700))), file('two', Buffer.from('second')), Buffer.alloc(1024)]);
    const seen = [];
    await readTar(new ByteReader(inPieces(tar, 100)), async (name, size, part) => seen.push([name, size, (await part.read(3)).toString()]));
    expect(seen).toEqual([['one', 700, 'xxx'], ['two', 6, 'sec']]);
  });
});

describe('fuses', () => {
  it('are set by number and refused without a wire', () => {
    const wire = Buffer.concat([Buffer.from('xx'), Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 3]), Buffer.from('101')]);
    setFuses(wire, { 1: true, 2: false });
    expect(wire.subarray(-3).toString()).toBe('110');
    expect(() => setFuses(wire, { 3: true })).toThrow('no fuse 3');
    expect(() => setFuses(Buffer.from('nothing'), {})).toThrow('has no fuses');
  });
});

describe('system libraries', () => {
  it('are those that the loader does not find', () => {
    expect(parseLdd('\tlinux-vdso.so.1 (0x7f)\n\tlibnss3.so => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x7f)\n\tlibgbm.so.1 => not found\n')).toEqual(['libnss3.so', 'libgbm.so.1']);
  });
});

describe('staleness', () => {
  it('follows contents, not times, and leaves tests out', () => {
    const files = sourceFiles(['core/journal']);
    expect(files.some((file) => file.endsWith('journal.ts'))).toBe(true);
    expect(files.some((file) => file.endsWith('.test.ts'))).toBe(false);
    expect(contentHash(files)).toBe(contentHash(files));
    expect(contentHash(files.slice(1))).not.toBe(contentHash(files));
  });
});
