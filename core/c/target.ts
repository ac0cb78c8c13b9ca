/** What differs between the two ILP32 little-endian targets: ARM (AAPCS, EABI Linux) and i386 (System V). */
export type TargetName = 'arm' | 'i386';

export interface Target {
  name: TargetName;
  charSigned: boolean;
  /** Alignment of 64-bit types inside structs. */
  align64: 4 | 8;
  longDoubleSize: 8 | 12;
  /** AAPCS 7.1.7.5: unnamed bit-fields align their struct too. */
  unnamedBitfieldAligns: boolean;
  wcharSigned: boolean;
  predefined: string;
}

/** Which C is meant: before C99 there are no declarations in `for`, and the version has no name. */
export type Standard = 'gnu89' | 'gnu11';

const STANDARDS: Record<Standard, string> = {
  gnu89: '#define __GNUC_GNU_INLINE__ 1\n',
  gnu11: '#define __STDC_VERSION__ 201112L\n#define __GNUC_STDC_INLINE__ 1\n',
};

export function predefinedOf(target: Target, standard: Standard): string {
  return target.predefined + STANDARDS[standard];
}

const SHARED = `
#define __STDC__ 1
#define __STDC_HOSTED__ 1
#define __GNUC__ 4
#define __GNUC_MINOR__ 9
#define __GNUC_PATCHLEVEL__ 0
#define __CHAR_BIT__ 8
#define __SIZEOF_INT__ 4
#define __SIZEOF_LONG__ 4
#define __SIZEOF_LONG_LONG__ 8
#define __SIZEOF_SHORT__ 2
#define __SIZEOF_POINTER__ 4
#define __SIZEOF_SIZE_T__ 4
#define __SIZE_TYPE__ unsigned int
#define __PTRDIFF_TYPE__ int
#define __INTMAX_TYPE__ long long int
#define __UINTMAX_TYPE__ long long unsigned int
#define __INT_MAX__ 0x7fffffff
#define __LONG_MAX__ 0x7fffffffL
#define __LONG_LONG_MAX__ 0x7fffffffffffffffLL
#define __SCHAR_MAX__ 127
#define __SHRT_MAX__ 32767
#define __ORDER_LITTLE_ENDIAN__ 1234
#define __ORDER_BIG_ENDIAN__ 4321
#define __BYTE_ORDER__ 1234
#define __ILP32__ 1
#define __linux__ 1
#define __unix__ 1
#define __DMALAB__ 1
#define __extension__
`;

export const TARGETS: Record<TargetName, Target> = {
  arm: {
    name: 'arm', charSigned: false, align64: 8, longDoubleSize: 8, unnamedBitfieldAligns: true, wcharSigned: false,
    predefined: `${SHARED}#define __arm__ 1\n#define __ARMEL__ 1\n#define __ARM_EABI__ 1\n#define __ARM_ARCH 7\n#define __CHAR_UNSIGNED__ 1\n#define __WCHAR_TYPE__ unsigned int\n`,
  },
  i386: {
    name: 'i386', charSigned: true, align64: 4, longDoubleSize: 12, unnamedBitfieldAligns: false, wcharSigned: true,
    predefined: `${SHARED}#define __i386__ 1\n#define __i386 1\n#define __WCHAR_TYPE__ long\n`,
  },
};
