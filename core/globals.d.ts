/** The one global beyond the language that the core uses: every engine has it, and it does no I/O. */
declare function structuredClone<T>(value: T): T;
