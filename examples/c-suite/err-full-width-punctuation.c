// exit: 1
// expect: full-width punctuation '；' where C wants ';'
int main(void) { int a = 1； return a; }
