/** Pulls exact numbers of bytes out of a stream of chunks. */
export class ByteReader {
  #chunks;
  #current = Buffer.alloc(0);
  #left;

  /** @param chunks async iterable of buffers. @param limit bytes after which the reader is at its end. */
  constructor(chunks, limit = Infinity) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#left = limit;
  }

  get left() {
    return this.#left;
  }

  /** The next `count` bytes. @throws Error when the stream ends before. */
  async read(count) {
    const parts = [];
    for await (const part of this.pieces(count)) parts.push(part);
    return parts.length === 1 ? parts[0] : Buffer.concat(parts);
  }

  async skip(count) {
    for await (const part of this.pieces(count)) void part;
  }

  /** The next `count` bytes as they come. */
  async *pieces(count) {
    if (count > this.#left) throw new Error('the archive ends too early');
    this.#left -= count;
    while (count > 0) {
      if (this.#current.length === 0) {
        const { value, done } = await this.#chunks.next();
        if (done) throw new Error('the archive ends too early');
        this.#current = value;
        continue;
      }
      const part = this.#current.subarray(0, count);
      this.#current = this.#current.subarray(part.length);
      count -= part.length;
      yield part;
    }
  }

  /** A reader of the next `count` bytes of this one. */
  part(count) {
    return new ByteReader(this.pieces(count), count);
  }
}
