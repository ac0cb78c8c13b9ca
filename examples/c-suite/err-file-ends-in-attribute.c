// exit: 1
// messages: 1
// expect: the file ends
extern int twice(int) __attribute__((con