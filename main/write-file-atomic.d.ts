/** The part of write-file-atomic that is used here; the package has no types of its own. */
declare module 'write-file-atomic' {
  interface Options {
    encoding?: BufferEncoding;
    mode?: number;
    fsync?: boolean;
  }
  /** Writes beside the target, syncs, and renames: the target is the old file or the new one, never half of it. */
  function writeFileAtomic(path: string, data: string | Uint8Array, options?: Options): Promise<void>;
  namespace writeFileAtomic {
    function sync(path: string, data: string | Uint8Array, options?: Options): void;
  }
  export default writeFileAtomic;
}
