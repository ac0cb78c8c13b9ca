// exit: 1
// expect: error: '}' expected to close the block opened at line 4
int main(void) {
  if (1) {
    return 0;
